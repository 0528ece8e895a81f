import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatInstant } from '@/lib/time';

/** What a coupon says of itself; a form's values while they are typed, too. */
export type CouponSaying = {
  code?: string | undefined;
  discount?: number | null | undefined;
  duration?: string | undefined;
  cycles?: number | null | undefined;
  releaseAt?: Date | string | null | undefined;
  expiresAt?: Date | string | null | undefined;
  maxRedemptions?: number | null | undefined;
  uniqueRedemption?: boolean | undefined;
  security?: string | undefined;
  status?: string | undefined;
};

const isDiscount = (value: number | null | undefined): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100;

/** The coupon in plain words, a sentence each. */
export function useCouponSentences(coupon: CouponSaying): string[] {
  const t = useTranslations('coupons.summary');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const { discount, cycles, code } = coupon;
  if (!isDiscount(discount)) return [t('incomplete')];

  const write = (instant: Date | string, end: boolean) =>
    formatInstant(instant, { locale, end, zone: true, ...(timeZone ? { timeZone } : {}) });
  const from = coupon.releaseAt ? write(coupon.releaseAt, false) : null;
  const until = coupon.expiresAt ? write(coupon.expiresAt, true) : null;

  const gives = () => {
    if (coupon.duration === 'forever') return t('forever', { discount });
    return coupon.duration === 'repeating' && cycles ? t('repeating', { discount, cycles }) : t('once', { discount });
  };
  const when = () => {
    if (from && until) return t('fromUntil', { from, until });
    if (from) return t('from', { from });
    return until ? t('until', { until }) : t('now');
  };
  const who = () => {
    if (coupon.security === 'restricted') return t('restricted');
    return code ? t('public', { code }) : t('publicNoCode');
  };
  return [
    gives(),
    who(),
    when(),
    coupon.maxRedemptions ? t('limit', { count: coupon.maxRedemptions }) : t('noLimit'),
    ...(coupon.uniqueRedemption ? [t('unique')] : []),
    ...(coupon.status === 'unavailable' ? [t('off')] : []),
  ];
}
