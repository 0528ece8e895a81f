import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { CouponState } from '@/lib/core/entities/coupon';

const tones: Record<CouponState, Tone> = {
  active: 'green',
  scheduled: 'amber',
  expired: 'grey',
  used_up: 'grey',
  unavailable: 'grey',
};

type CouponStateBadgeProps = { state: CouponState; isDeleted?: boolean };

export function CouponStateBadge({ state, isDeleted = false }: CouponStateBadgeProps) {
  const t = useTranslations('coupons.value.state');
  return <StatusBadge tone={isDeleted ? 'grey' : tones[state]}>{t(isDeleted ? 'deleted' : state)}</StatusBadge>;
}
