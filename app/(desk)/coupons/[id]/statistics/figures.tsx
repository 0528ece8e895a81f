'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { StatTile } from '@/components/stat-tile';
import { routes } from '@/lib/core/routes';
import type { CouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';

type FiguresProps = { couponId: number; maxRedemptions: number | null; figures: CouponStatistics };

const codeStates = ['available', 'sold', 'redeemed', 'voided', 'deleted'] as const;

/** What it comes to over the coupon's whole life. */
export function Figures({ couponId, maxRedemptions, figures }: FiguresProps) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const { redemptions, uniqueUsers, remaining, firstRedeemedAt, lastRedeemedAt, codes } = figures;
  return (
    <>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <StatTile label={t('redemptions')} value={format.number(redemptions)} note={t('rolledBackOut')} />
        <StatTile label={t('users')} value={format.number(uniqueUsers)} />
        <StatTile
          label={t('remaining')}
          value={remaining === null ? t('noLimit') : t('times', { count: remaining })}
          note={maxRedemptions !== null && t('ofLimit', { limit: maxRedemptions })}
        />
        <StatTile
          label={t('last')}
          value={
            <span className="block text-xl leading-7">
              {lastRedeemedAt ? <Instant value={lastRedeemedAt} className="whitespace-normal!" /> : t('never')}
            </span>
          }
          note={
            firstRedeemedAt && (
              <>
                {t('first')} <Instant value={firstRedeemedAt} />
              </>
            )
          }
        />
      </div>
      <section aria-labelledby="issued-codes">
        <h2 id="issued-codes" className="mb-3 text-base font-semibold">
          {t('codes')}
        </h2>
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-5">
          {codeStates.map((status) => (
            <StatTile
              key={status}
              label={t(status)}
              value={format.number(codes[status])}
              href={`${routes.couponCodes(couponId)}?status=${status}`}
            />
          ))}
        </div>
      </section>
    </>
  );
}
