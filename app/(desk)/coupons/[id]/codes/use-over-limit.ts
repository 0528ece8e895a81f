'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useShown } from '@/components/use-shown';
import { redemptionsLeft } from '@/lib/domain/coupons/coupons/coupon-warnings';

export type LimitedCoupon = {
  coupon: { maxRedemptions: number | null; redemptions: number };
  /** Available and sold ones. */
  codesOut: number;
};

/** Codes that the coupon's limit leaves no room for are said first, and made by a second press, which is named for that. */
export function useOverLimit({ coupon, codesOut }: LimitedCoupon) {
  const t = useTranslations('batches');
  /** The count that was said to be above the limit; another one is asked about again. */
  const [asked, setAsked] = useState<number | null>(null);
  const isShown = useShown(asked);
  const { maxRedemptions: limit, redemptions: used } = coupon;
  const left = redemptionsLeft(limit, used);
  const wordsOf = (count: number): string | null =>
    limit !== null && left !== null && codesOut + count > left
      ? t('issue.overLimit', { limit, used, codes: codesOut.toLocaleString('en-US'), count })
      : null;
  return {
    wordsOf,
    isAsked: (count: number) => count > 0 && asked === count,
    isHeld: asked !== null && !isShown,
    /** Whether this many fit, or it was said that they do not; says it otherwise. */
    isMeant: (count: number): boolean => {
      if (wordsOf(count) === null || (asked === count && isShown)) return true;
      setAsked(count);
      return false;
    },
  };
}
