import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { DeliveryState } from '@/lib/domain/sales/deliveries/delivery-summary';

const tones: Record<DeliveryState, Tone> = {
  queued: 'accent',
  sent: 'green',
  delivered: 'green',
  bounced: 'red',
  failed: 'red',
  not_configured: 'grey',
};

/** How far a message is. */
export function MessageStateBadge({ state }: { state: DeliveryState }) {
  const t = useTranslations('deliveries.state');
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}
