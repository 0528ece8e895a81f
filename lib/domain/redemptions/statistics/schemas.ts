import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';

export const periods = [7, 30, 90, 365] as const;
export const usualPeriod = 30;

const date = calendarDay.refine((day) => day >= '2000-01-01', 'Give a day since 2000.');
const longestDays = 731;
const dayMs = 24 * 60 * 60 * 1000;

/** `from` and `to`, both given and both included; else `days` up to today. */
const period = {
  days: z.coerce.number().pipe(z.literal(periods)).optional(),
  from: date.optional(),
  to: date.optional(),
};
const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** With `lastDays`, only that number of days up to today is listed. */
export const couponStatisticsInput = z.object({ couponId: id, lastDays: z.int().min(1).max(longestDays).optional() });

export const periodStatisticsInput = z
  .object({ couponId: id.optional(), ...period })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], error: 'Give both dates.' })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    error: 'Give a day that is not before the first.',
  })
  .refine(({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) < longestDays * dayMs, {
    path: ['to'],
    error: `Give at most ${longestDays} days.`,
  });
export type PeriodInput = Pick<z.output<typeof periodStatisticsInput>, keyof typeof period>;

export const statisticsTables = ['day', 'hour', 'user_group', 'tvod_price'] as const;
export type StatisticsTable = (typeof statisticsTables)[number];

export const exportStatisticsInput = periodStatisticsInput.and(z.object({ table: z.enum(statisticsTables) }));

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
