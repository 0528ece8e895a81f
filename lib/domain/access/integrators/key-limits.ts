import { inArray } from 'drizzle-orm';
import type { z } from 'zod';
import { coupons } from '@/db/schema/coupons';
import { Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { type keyLimits, networksOf } from './schemas';

type LimitsGiven = Omit<z.output<z.ZodObject<typeof keyLimits>>, 'requestsPerMinute'> & {
  requestsPerMinute?: number | null | undefined;
};

/** What a key is limited to, as its row keeps it. @throws Invalid (a coupon that does not exist) */
export async function readLimits(ctx: Context, { couponLimit, couponIds, networks, requestsPerMinute }: LimitsGiven) {
  const named = [...new Set(couponIds)];
  if ((await ctx.db.$count(coupons, inArray(coupons.id, named))) < named.length) {
    throw new Invalid({ couponIds: ['One of these coupons does not exist. Choose again.'] });
  }
  return {
    ...{ couponLimit, couponIds: named, networks: networksOf(networks) },
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
  };
}

/** When a new key ends: as it is said, never for null, and after a year where nothing is. @throws Invalid (not ahead) */
export function readKeyEnd(given: string | null | undefined, now: Date): Date | null {
  if (given === null) return null;
  const end = given === undefined ? inAYear(now) : new Date(given);
  if (end <= now) throw new Invalid({ expiresAt: ['Choose a time to come.'] });
  return end;
}

export function inAYear(now: Date): Date {
  const at = new Date(now);
  at.setUTCFullYear(at.getUTCFullYear() + 1);
  return at;
}
