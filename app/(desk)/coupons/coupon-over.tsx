'use client';

import { TriangleAlert } from 'lucide-react';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/components/link';
import { routes } from '@/lib/core/routes';
import { formatInstant } from '@/lib/core/time';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';

type CouponOverProps = { coupon: Pick<Coupon, 'id' | 'state' | 'expiresAt'>; className?: string; canWrite?: boolean };

/** Says where a coupon is described, and before its codes are made or sold, that nobody can redeem them, and where that is changed. Nothing otherwise. */
export function CouponOver({ coupon, className = '', canWrite = true }: CouponOverProps) {
  const t = useTranslations('coupons.over');
  const words = useOverWords();
  const what = useOver()(coupon);
  if (!what) return null;
  return (
    <p
      role="note"
      className={`flex gap-2 rounded-lg bg-danger-soft p-3 text-pretty text-danger-soft-foreground ${className}`}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {words(coupon)} {t('codes')}{' '}
        {canWrite && (
          <Link href={routes.editCoupon(coupon.id)} className="underline underline-offset-2">
            {t(`change.${what}`)}
          </Link>
        )}
      </span>
    </p>
  );
}

/** `It expired on …`, of a coupon that nobody can redeem; null of another. */
export function useOverWords(): (coupon: CouponOverProps['coupon']) => string | null {
  const t = useTranslations('coupons.over');
  const over = useOver();
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (coupon) => {
    const what = over(coupon);
    if (what !== 'expired' || !coupon.expiresAt) return what && t(what);
    return t(what, { date: formatInstant(coupon.expiresAt, { locale, end: true, ...(timeZone ? { timeZone } : {}) }) });
  };
}

/** A coupon can be switched off and past its end: switching it on would not do then. */
function useOver() {
  const [now] = useState(() => new Date());
  return ({ state, expiresAt }: CouponOverProps['coupon']) => {
    if (expiresAt && new Date(expiresAt) <= now) return 'expired';
    return state === 'used_up' || state === 'unavailable' ? state : null;
  };
}
