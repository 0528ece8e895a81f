import { Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { linkEntry } from './change-links';
import { insertLinksOfNew } from './change-links.sql';
import type { LinkKind } from './filters';
import { recordCouponChanges } from './record-coupon-changes';

/**
 * Links coupons that this transaction made, so that nobody else can know them, and records it of each.
 * @throws Invalid (`file`): what a coupon is to be linked to was archived; without its limits it would be open to everyone
 */
export async function linkNewCoupons(
  tx: Context,
  kind: LinkKind,
  wanted: { couponId: number; ids: number[] }[],
): Promise<void> {
  const pairs = wanted.flatMap(({ couponId, ids }) => [...new Set(ids)].map((id) => ({ couponId, id })));
  if (pairs.length === 0) return;
  const linked = await insertLinksOfNew(tx.db, kind, pairs);
  if (linked.length < pairs.length) {
    throw new Invalid({ file: [`names a ${kind} that was archived meanwhile: check it again`] });
  }
  const entries = [...Map.groupBy(linked, ({ coupon_id: couponId }) => couponId)].map(([couponId, named]) =>
    linkEntry({ couponId, kind, action: 'link' }, named),
  );
  await recordCouponChanges(tx, ...entries);
}
