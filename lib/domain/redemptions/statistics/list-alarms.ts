import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { codeBatches, coupons } from '@/db/schema/coupons';
import { hourLimit } from '@/lib/domain/coupons/coupons/hour-limit';
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
  const { redemptionsPerHour, pauseAboveUsualPace, usualPerHour } = coupons;
  const brake = { redemptionsPerHour, pauseAboveUsualPace, usualPerHour };
  const [paused, leaks] = await Promise.all([
    ctx.db
      .select({ id: coupons.id, code: coupons.code, ...brake })
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
  return { paused: paused.map(({ id, code, ...of }) => ({ id, code, perHour: hourLimit(of) })), leaks };
}
