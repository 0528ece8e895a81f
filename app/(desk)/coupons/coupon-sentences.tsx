import { useFormatter, useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatInstant } from '@/lib/core/time';

/** Names of the user groups and TVOD prices that a coupon is limited to. */
export type CouponLinks = { groups: string[]; prices: string[] };

/** What a coupon says about itself; a form's values while they are typed, too. */
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

export const isDiscount = (value: number | null | undefined): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100;

/** The coupon in plain words: what it is in one sentence, then what else applies. */
export function useCouponSentences(coupon: CouponSaying, links?: CouponLinks): string[] {
  const t = useTranslations('coupons.summary');
  const format = useFormatter();
  const when = usePeriodWords();
  const { discount, cycles, code } = coupon;
  if (!isDiscount(discount)) return [t('incomplete')];

  const either = (names: string[]) => format.list(names, { type: 'disjunction' });
  const gives = () => {
    if (coupon.duration === 'forever') return t('forever', { discount });
    return coupon.duration === 'repeating' && cycles ? t('repeating', { discount, cycles }) : t('once', { discount });
  };
  const who = () => {
    if (coupon.security === 'restricted') return t('restricted');
    return code ? t('public', { code }) : t('publicNoCode');
  };
  const parts = [
    gives(),
    ...(links?.groups.length ? [t('groups', { names: either(links.groups) })] : []),
    when(coupon),
    coupon.maxRedemptions ? t('limit', { count: coupon.maxRedemptions }) : t('noLimit'),
  ];
  return [
    t('whole', { parts: parts.join(', ') }),
    who(),
    ...(links?.prices.length ? [t('prices', { names: either(links.prices) })] : []),
    ...(coupon.uniqueRedemption ? [t('unique')] : []),
    ...(coupon.status === 'unavailable' ? [t('off')] : []),
  ];
}

function usePeriodWords() {
  const t = useTranslations('coupons.summary');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const zone = timeZone ? { timeZone } : {};
  return ({ releaseAt, expiresAt }: CouponSaying): string => {
    const from = releaseAt && formatInstant(releaseAt, { locale, zone: true, ...zone });
    const until = expiresAt && formatInstant(expiresAt, { locale, end: true, zone: !from, ...zone });
    if (from && until) return t('fromUntil', { from, until });
    if (from) return t('from', { from });
    return until ? t('until', { until }) : t('now');
  };
}
