import { inArray, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { recordCouponChanges } from '@/lib/domain/coupons/coupons/record-coupon-changes';
import type { Context } from '@/lib/platform/context/context';

/** A coupon that the transaction holds against a change of its switches. */
export type LockedCoupon = { id: number; code: string; requiresSale: boolean };

/** From now on the codes of these coupons are dead until they are sold. */
export async function requireSale(tx: Context, locked: LockedCoupon[]): Promise<void> {
  const others = locked.filter(({ requiresSale }) => !requiresSale);
  if (others.length === 0) return;
  const ids = others.map(({ id }) => id);
  const changes = { requiresSale: true, version: sql`${coupons.version} + 1`, updatedAt: tx.now() };
  await tx.db.update(coupons).set(changes).where(inArray(coupons.id, ids));
  const changed = { requiresSale: [false, true] };
  await recordCouponChanges(
    tx,
    ...others.map(({ id, code }) => ({ action: 'coupon.updated', subjectId: id, data: { code, changed } })),
  );
}
