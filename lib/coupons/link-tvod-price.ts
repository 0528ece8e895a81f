import { and, eq, isNull } from 'drizzle-orm';
import { couponTvodPrices, tvodPrices } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { NotFound } from '@/lib/errors';
import { lockCoupon } from './get-coupon';

type Link = { couponId: number; tvodPriceId: number };

/** Limits the coupon to this price (and its other linked ones). Twice is no error. @throws Forbidden, NotFound */
export async function linkTvodPrice(ctx: Context, link: Link): Promise<void> {
  assertCan(ctx, 'coupons.write');
  await inTransaction(ctx, async (tx) => {
    await lockCoupon(tx, link.couponId);
    const name = await readName(tx, link.tvodPriceId);
    const made = await tx.db.insert(couponTvodPrices).values(link).onConflictDoNothing().returning();
    if (made.length > 0) await recordAudit(tx, entry('coupon.tvod_price_added', link, name));
  });
}

/** @throws Forbidden, NotFound */
export async function unlinkTvodPrice(ctx: Context, link: Link): Promise<void> {
  assertCan(ctx, 'coupons.write');
  const { couponId, tvodPriceId } = link;
  await inTransaction(ctx, async (tx) => {
    await lockCoupon(tx, couponId);
    const name = await readName(tx, tvodPriceId, true);
    const gone = await tx.db
      .delete(couponTvodPrices)
      .where(and(eq(couponTvodPrices.couponId, couponId), eq(couponTvodPrices.tvodPriceId, tvodPriceId)))
      .returning();
    if (gone.length > 0) await recordAudit(tx, entry('coupon.tvod_price_removed', link, name));
  });
}

async function readName(ctx: Context, id: number, withArchived = false): Promise<string> {
  const [price] = await ctx.db
    .select({ name: tvodPrices.name })
    .from(tvodPrices)
    .where(and(eq(tvodPrices.id, id), withArchived ? undefined : isNull(tvodPrices.archivedAt)));
  if (!price) throw new NotFound('The TVOD price');
  return price.name;
}

function entry(action: string, { couponId, tvodPriceId }: Link, name: string) {
  return { action, subjectKind: 'coupon', subjectId: couponId, data: { tvodPriceId, name } };
}
