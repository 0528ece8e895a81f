import { z } from 'zod';

export const periods = [7, 30, 90, 365] as const;
export type Period = (typeof periods)[number];
export const usualPeriod: Period = 30;

export const couponStatisticsInput = z.object({
  couponId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** For so many days up to today. */
  days: z.coerce.number().pipe(z.literal(periods)).default(usualPeriod),
});
export type CouponStatisticsInput = z.output<typeof couponStatisticsInput>;

/** On a screen. */
export const subscriptionsPerPage = 20;

export const listSubscriptionsInput = z.object({
  couponId: z.int().positive(),
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});
export type ListSubscriptionsInput = z.input<typeof listSubscriptionsInput>;
