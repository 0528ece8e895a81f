import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { SaleState } from '@/lib/domain/sales/sales/filters';

const tones: Record<SaleState, Tone> = {
  pending: 'accent',
  succeeded: 'green',
  failed: 'red',
  unknown: 'amber',
  pin_missing: 'amber',
  refunded: 'grey',
  voided: 'grey',
};

export function SaleStateBadge({ state }: { state: SaleState }) {
  const t = useTranslations('sales.states');
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}
