'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CouponWarning } from '@/lib/domain/coupons/coupons/coupon-warnings';
import { type CouponLinks, type CouponSaying, useCouponSentences } from './coupon-sentences';

/** `over`: why nobody can redeem it any more. */
type CouponSummaryProps = {
  coupon: CouponSaying;
  links?: CouponLinks;
  over?: string | null;
  warnings: CouponWarning[];
};

/** The rule in plain words, and what to look at again; changes as one types. */
export function CouponSummary({ coupon, links, over, warnings }: CouponSummaryProps) {
  const t = useTranslations('coupons');
  const [whole, ...further] = useCouponSentences(coupon, links);
  return (
    <div>
      <div>
        <h2 className="text-base font-semibold">{t('summary.title')}</h2>
        {over && <p className="mt-2 font-medium text-danger-soft-foreground text-pretty">{over}</p>}
        <p className="mt-2 font-medium text-pretty wrap-anywhere">{whole}</p>
        {further.length > 0 && (
          <ul className="mt-2 flex flex-col gap-1.5 text-pretty wrap-anywhere">
            {further.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
      <div role="status">{warnings.length > 0 && <CouponWarnings warnings={warnings} />}</div>
    </div>
  );
}

function CouponWarnings({ warnings }: { warnings: CouponWarning[] }) {
  const t = useTranslations('coupons');
  return (
    <div className="mt-4 rounded-lg bg-warning-soft p-3 text-warning-soft-foreground">
      <p className="flex items-center gap-2 font-medium">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {t('summary.warnings')}
      </p>
      <ul className="mt-1.5 flex flex-col gap-1.5 text-13 text-pretty">
        {warnings.map(({ name, ...values }) => (
          <li key={name}>{t(`warning.${name}`, values as Record<string, number>)}</li>
        ))}
      </ul>
    </div>
  );
}
