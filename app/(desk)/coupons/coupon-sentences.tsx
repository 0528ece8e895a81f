import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useListWords } from '@/components/use-list-words';
import { formatPaisa } from '@/lib/core/money';
import { formatInstant } from '@/lib/core/time';
import { offText } from '@/lib/domain/coupons/coupons/describe-discount';

/** Names of the plans and TVOD prices that a coupon pays for, and the groups whose members can use it. */
export type CouponLinks = { groups: string[]; prices: string[]; members: { id: number; name: string }[] };

/** What a coupon says about itself; a form's values while they are typed, too. */
export type CouponSaying = {
  code?: string | undefined;
  discount?: number | null | undefined;
  amountOff?: number | null | undefined;
  maximumOff?: number | null | undefined;
  minimumAmount?: number | null | undefined;
  budget?: number | null | undefined;
  duration?: string | undefined;
  cycles?: number | null | undefined;
  releaseAt?: Date | string | null | undefined;
  expiresAt?: Date | string | null | undefined;
  maxRedemptions?: number | null | undefined;
  redemptionsPerUser?: number | null | undefined;
  redemptionsPerHour?: number | null | undefined;
  pauseAboveUsualPace?: boolean | undefined;
  audience?: string | undefined;
  memberGroupIds?: readonly number[] | undefined;
  requiresSale?: boolean | undefined;
  validDaysAfterSale?: number | null | undefined;
  security?: string | undefined;
  status?: string | undefined;
};

/** The terms once one of them says what comes off. */
export function termsOf({ discount, amountOff }: CouponSaying): { discount: number; amountOff: number | null } | null {
  if (typeof amountOff === 'number' && amountOff >= 1) return { discount: 0, amountOff };
  return typeof discount === 'number' && discount > 0 && discount <= 100 ? { discount, amountOff: null } : null;
}

/** The coupon in plain words: what it is in one sentence, then what else applies. */
export function useCouponSentences(coupon: CouponSaying, links?: CouponLinks): string[] {
  const t = useTranslations('coupons.summary');
  const listed = useListWords();
  const when = usePeriodWords();
  const { cycles, code } = coupon;
  const terms = termsOf(coupon);
  if (!terms) return [t('incomplete')];
  const off = offText(terms);

  const either = (names: string[]) => listed(names, 'disjunction');
  const covered = links ? [...links.groups, ...links.prices] : [];
  const gives = () => {
    if (coupon.duration === 'forever') return t('forever', { off });
    return coupon.duration === 'repeating' && cycles ? t('repeating', { off, cycles }) : t('once', { off });
  };
  const who = () => {
    if (coupon.security === 'restricted') return t('restricted');
    return code ? t('public', { code }) : t('publicNoCode');
  };
  const audience = () => {
    if (coupon.audience === 'members') {
      const names = (links?.members ?? []).map(({ name }) => name);
      return [names.length > 0 ? t('audience.members', { names: either(names) }) : t('audience.membersUnnamed')];
    }
    const { audience: one } = coupon;
    return one === 'new' || one === 'active' || one === 'lapsed' ? [t(`audience.${one}`)] : [];
  };
  const parts = [
    gives(),
    ...(covered.length > 0 ? [t('covers', { names: either(covered) })] : []),
    when(coupon),
    coupon.maxRedemptions ? t('limit', { count: coupon.maxRedemptions }) : t('noLimit'),
  ];
  return [
    t('whole', { parts: parts.join(', ') }),
    who(),
    ...audience(),
    ...(coupon.redemptionsPerUser ? [t('perUser', { count: coupon.redemptionsPerUser })] : []),
    ...(['maximumOff', 'minimumAmount', 'budget'] as const).flatMap((name) => {
      const paisa = coupon[name];
      return paisa && paisa > 0 ? [t(name, { amount: formatPaisa(paisa) })] : [];
    }),
    ...(coupon.redemptionsPerHour ? [t('perHour', { count: coupon.redemptionsPerHour })] : []),
    ...(coupon.pauseAboveUsualPace ? [t('usualPace')] : []),
    ...(coupon.requiresSale ? [t('requiresSale')] : []),
    ...(coupon.validDaysAfterSale ? [t('validDays', { count: coupon.validDaysAfterSale })] : []),
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
