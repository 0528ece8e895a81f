import { useTranslations } from 'next-intl';
import type { BatchItem } from './batch-queries';

const failures = ['coupon_deleted', 'pattern_exhausted', 'rows_gone', 'fault', 'retrying'] as const;

/** Why there are fewer codes than were asked for, if that is so. */
export function BatchNote({
  batch,
}: {
  batch: Pick<BatchItem, 'state' | 'kind' | 'issued' | 'requested' | 'failure'>;
}) {
  const t = useTranslations('batches.list.note');
  const { state, kind, issued, requested } = batch;
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
