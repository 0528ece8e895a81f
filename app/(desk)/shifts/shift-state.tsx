import { useTranslations } from 'next-intl';
import { Money } from '@/components/money';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { ShiftState } from '@/lib/domain/sales/shifts/shift-summary';

const tones: Record<ShiftState, Tone> = { open: 'accent', closed: 'amber', approved: 'green' };

export function ShiftStateBadge({ state }: { state: ShiftState }) {
  const t = useTranslations('shifts.states');
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}

/** What was counted less what was expected. */
export function Difference({ paisa }: { paisa: number }) {
  const t = useTranslations('shifts');
  if (paisa === 0) return <span className="text-muted">{t('noDifference')}</span>;
  return (
    <span className="font-medium text-danger">
      <Money paisa={paisa} /> <span className="text-13">{t(paisa > 0 ? 'over' : 'short')}</span>
    </span>
  );
}
