import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { RedemptionState } from '@/lib/domain/redemptions/redemptions/filters';

const tones: Record<RedemptionState, Tone> = { redeemed: 'green', held: 'amber', rolled_back: 'grey', lapsed: 'grey' };

export function RedemptionStateBadge({ state }: { state: RedemptionState }) {
  const t = useTranslations('redemptions.states');
  return <StatusBadge tone={tones[state]}>{t(state)}</StatusBadge>;
}
