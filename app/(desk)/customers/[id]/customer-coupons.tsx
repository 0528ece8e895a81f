'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { whenNeeded } from '@/components/when-needed';

const CouponQuestion = whenNeeded(() => import('./coupon-question').then((module) => module.CouponQuestion));

/** Asks which coupons fit this customer, once it is opened. */
export function CustomerCoupons({ userRef }: { userRef: string | null }) {
  const t = useTranslations('codeCheck');
  const [isNeeded, setNeeded] = useState(false);
  const noteOpen = (details: HTMLDetailsElement | null) => {
    if (details?.open) setNeeded(true);
  };
  return (
    // Opened before hydration there is no event of it.
    <details className="min-w-0" ref={noteOpen} onToggle={({ currentTarget }) => noteOpen(currentTarget)}>
      <summary className="card cursor-pointer p-5 text-base font-semibold">{t('fit.title')}</summary>
      <p className="mt-3 text-13 text-muted text-pretty">{t('fit.help')}</p>
      {isNeeded && <CouponQuestion userRef={userRef} />}
    </details>
  );
}
