import { z } from 'zod';
import { numberOrDigits } from '@/lib/core/number-or-digits';
import { longestPeriod } from '@/lib/core/period';
import { periodInput } from '@/lib/core/period-input';

const id = numberOrDigits.pipe(z.int().min(1));

/** With `lastDays`, only that number of days up to today is listed. */
export const couponStatisticsInput = z.object({ couponId: id, lastDays: z.int().min(1).max(longestPeriod).optional() });

const ofCoupon = { couponId: id.optional() };
export const periodStatisticsInput = periodInput.and(z.object(ofCoupon));

export const statisticsTables = ['day', 'hour', 'user_group', 'tvod_price'] as const;
export type StatisticsTable = (typeof statisticsTables)[number];

export const exportStatisticsInput = periodInput.and(z.object({ ...ofCoupon, table: z.enum(statisticsTables) }));

/** On a screen. */
export const subscriptionsPerPage = 20;

export const listSubscriptionsInput = z.object({
  couponId: z.int().positive(),
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});

/** `atOnce`: how many changes one transaction adds at most. */
export const rollUpInput = z
  .object({ atOnce: z.int().min(1).max(100_000).default(20_000), signal: z.instanceof(AbortSignal).optional() })
  .default({ atOnce: 20_000 });

export const recountInput = z.object({ repair: z.boolean().default(false) }).default({ repair: false });
