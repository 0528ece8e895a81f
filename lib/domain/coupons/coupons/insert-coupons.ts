import { coupons } from '@/db/schema/coupons';
import { ownDigests } from '@/lib/domain/coupons/reading/digest-code';
import type { Context } from '@/lib/platform/context/context';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import { type Coupon, couponColumns } from './coupon-row';
import { countAlone } from './given-alone';
import { mostGivenAway } from './most-given-away';
import { recordCouponChanges } from './record-coupon-changes';
import type { CreateCouponInput } from './schemas';

/** Writes new coupons, in their order, with their events. In the transaction of `tx`; the database refuses a code that is taken. @throws as `countAlone` */
export async function insertCoupons(tx: Context, inputs: CreateCouponInput[]): Promise<Coupon[]> {
  const now = tx.now();
  const counted = await countAlone(tx, inputs.map(mostGivenAway));
  const owned = { integratorId: ownerOf(tx.actor), createdAt: now, updatedAt: now };
  const made = await tx.db
    .insert(coupons)
    .values(inputs.map((input) => ({ ...input, ...ownDigests(input.code), ...owned })))
    .returning(couponColumns(now));
  const changes = made.map(({ id, code, discount, duration }, at) => ({
    action: 'coupon.created',
    subjectId: id,
    data: { code, discount, duration, ...counted[at] },
  }));
  await recordCouponChanges(tx, ...changes);
  return made;
}
