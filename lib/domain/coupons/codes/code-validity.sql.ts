import { type SQL, sql } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { settingsZone } from '@/lib/platform/settings/days.sql';

/**
 * SQL for the first instant at which a code that is sold at `at` is over: the end of day `days` after the sale, in the
 * settings' zone; null without a number of days. It is kept with the code: a later change of the days is for later sales.
 */
export const validUntil = (at: string, days: string): string => `(
  select ((${at} at time zone zone)::date + ${days} + 1)::timestamp at time zone zone
  from (select ${settingsZone} as zone) z)`;

/**
 * SQL for when a sold code is over: after its own days, or with its coupon, whichever comes first; null for no end. The coupon's end
 * is read when it is asked for, as redeeming does: moving it moves it for the codes that are sold already.
 */
export const endOf = (ownEnd: string, couponEnd: string): string => `least(${ownEnd}, ${couponEnd})`;

/** The same of a row of the table of codes; null until it is sold. */
export const endOfCode = sql`case when ${codes.soldAt} is not null then least(
  ${codes.validUntil}, (select ended.expires_at from coupons ended where ended.id = ${codes.couponId})) end`.mapWith(
  codes.validUntil,
) as SQL<Date | null>;
