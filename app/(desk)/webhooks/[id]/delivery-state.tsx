import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { WebhookDeliveryState } from '@/lib/platform/webhooks/filters';
import type { DeliveryItem } from '../webhook-queries';

const tones: Record<WebhookDeliveryState, Tone> = {
  pending: 'accent',
  delivered: 'green',
  failed: 'red',
  cancelled: 'grey',
};

export function DeliveryStateBadge({ delivery }: { delivery: Pick<DeliveryItem, 'state' | 'lastError'> }) {
  const t = useTranslations('webhooks.deliveryState');
  const { state, lastError } = delivery;
  // Tried and not accepted: it waits for its next attempt.
  if (state === 'pending' && lastError !== null) return <StatusBadge tone="amber">{t('waiting')}</StatusBadge>;
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}

/** The receiver's last answer: its status, or why there was none. */
export function DeliveryAnswer({ delivery }: { delivery: Pick<DeliveryItem, 'lastStatus' | 'lastError'> }) {
  const t = useTranslations('webhooks.error');
  const { lastStatus, lastError } = delivery;
  type Key = Parameters<typeof t.has>[0];
  const words = lastError !== null && t.has(lastError as Key) ? t(lastError as Key) : lastError;
  return (
    <span>
      {lastStatus !== null && <span className="font-mono text-13 tabular-nums">{lastStatus}</span>}
      {lastStatus !== null && words !== null && ' '}
      {words !== null && <span className="text-muted">{words}</span>}
      {lastStatus === null && words === null && <span className="text-muted">—</span>}
    </span>
  );
}
