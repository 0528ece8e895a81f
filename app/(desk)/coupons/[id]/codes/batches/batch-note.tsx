import { useTranslations } from 'next-intl';
import type { BatchItem } from './batch-queries';

const failures = ['coupon_deleted', 'pattern_exhausted', 'rows_gone', 'fault', 'retrying'] as const;

/** Why its codes cannot be used or should not be, else why there are fewer than were asked for, if that is so. */
export function BatchNote({
  batch,
}: {
  batch: Pick<BatchItem, 'state' | 'kind' | 'issued' | 'requested' | 'failure' | 'pausedAt' | 'suspectedAt'>;
}) {
  const t = useTranslations('batches.list.note');
  const { state, kind, issued, requested } = batch;
  if (batch.pausedAt) return <p className="text-xs text-muted">{t('paused')}</p>;
  if (batch.suspectedAt) return <p className="text-xs text-danger">{t('suspected')}</p>;
  const failure = failures.find((one) => one === batch.failure);
  const text =
    state === 'cancelled'
      ? t('cancelled', { issued })
      : failure
        ? t(failure, { issued })
        : state === 'done' && kind === 'imported' && issued < requested
          ? t('skipped', { count: requested - issued })
          : null;
  return text && <p className="text-xs text-muted">{text}</p>;
}
