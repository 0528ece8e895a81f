import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import {
  type CouponProblem,
  couponProblems,
  importedCouponProblems,
} from '@/lib/domain/coupons/coupons/coupon-problems';

const names = Object.keys(couponProblems) as CouponProblem[];

/** What can be wrong with a coupon's fields in the reader's language; `find`: what the API, or an import, says in its words. */
export function useCouponWords() {
  const t = useTranslations('coupons.problem');
  return useMemo(() => {
    const words = Object.fromEntries(names.map((name) => [name, t(name)])) as Record<CouponProblem, string>;
    const find = (message: string): string | undefined => {
      const isSaid = (name: CouponProblem) => [couponProblems[name], importedCouponProblems[name]].includes(message);
      const name = names.find(isSaid);
      return name && words[name];
    };
    return { words, find };
  }, [t]);
}
