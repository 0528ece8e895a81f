import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { codeBatches, coupons } from '@/db/schema/coupons';
import { hourLimitOf } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import type { Context } from '@/lib/platform/context/context';

const shownRows = 8;

/** What stopped by itself, or may have to be stopped. */
export type Alarms = {
  /** Coupons that were redeemed so often within an hour that they are switched off. */
  paused: { id: number; code: string; perHour: number | null }[];
  /** Batches of which several unsold codes were tried. */
  leaks: { batchId: number; couponId: number; code: string }[];
};

/** For use cases: it asks for no permission. */
export async function listAlarms(ctx: Context): Promise<Alarms> {
  const [paused, leaks] = await Promise.all([
    ctx.db
      .select({ id: coupons.id, code: coupons.code, perHour: sql<number | null>`${sql.raw(hourLimitOf('coupons'))}` })
      .from(coupons)
      .where(and(isNotNull(coupons.pausedAt), isNull(coupons.deletedAt)))
      .orderBy(asc(coupons.pausedAt))
      .limit(shownRows),
    ctx.db
      .select({ batchId: codeBatches.id, couponId: coupons.id, code: coupons.code })
      .from(codeBatches)
      .innerJoin(coupons, eq(coupons.id, codeBatches.couponId))
      .where(and(isNotNull(codeBatches.suspectedAt), isNull(codeBatches.pausedAt)))
      .orderBy(asc(codeBatches.suspectedAt))
      .limit(shownRows),
  ]);
  return { paused, leaks };
}
