import { createLoader, type inferParserType, parseAsNumberLiteral } from 'nuqs/server';
import { isPeriod, periods, usualPeriod } from '@/lib/core/period';
import { parseAsDay } from '../parse-as-day';

export const periodParams = {
  days: parseAsNumberLiteral(periods).withDefault(usualPeriod),
  from: parseAsDay,
  to: parseAsDay,
};
type PeriodParams = inferParserType<typeof periodParams>;

export const loadPeriod = createLoader(periodParams);

export type PeriodQuery = { couponId?: string; days?: string; from?: string; to?: string };

/** What an address asks for; two dates that are no period are as if they were not there. */
export function periodQuery({ days, from, to }: PeriodParams, couponId?: number): PeriodQuery {
  const ofCoupon = couponId === undefined ? {} : { couponId: String(couponId) };
  const dates = from && to ? { from, to } : undefined;
  if (dates && isPeriod(dates)) return { ...ofCoupon, ...dates };
  return { ...ofCoupon, days: String(days) };
}
