import { type SQL, sql } from 'drizzle-orm';
import { rateDays } from './run-out';

/** The first bucket of the span that the present rate is measured in. */
export const lately = (at: SQL): SQL => sql`date_bin('15 minutes', ${at} - ${`${rateDays} days`}::interval, 'epoch')`;

/** Days since a coupon `c` was first redeemed; null before. */
export const daysSinceFirst = (at: SQL): SQL => sql`
  extract(epoch from ${at} - (
    select min(confirmed_at) from redemptions where coupon_id = c.id and state = 'redeemed'))::float / 86400`;
