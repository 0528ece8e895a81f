import { eq, sql } from 'drizzle-orm';
import { coupons, couponTvodPrices, tvodPrices } from '@/db/schema/coupons';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';

export const tvodPriceColumns = {
  id: tvodPrices.id,
  name: tvodPrices.name,
  tvodType: tvodPrices.tvodType,
  pricePaisa: tvodPrices.pricePaisa,
  durationDays: tvodPrices.durationDays,
  /** How many coupons in use are limited to it. */
  coupons: sql<number>`(
    select count(*)::int from ${couponTvodPrices} l join ${coupons} k on k.id = l.coupon_id and k.deleted_at is null
    where l.tvod_price_id = tvod_prices.id
  )`.as('coupons'),
  createdAt: tvodPrices.createdAt,
  updatedAt: tvodPrices.updatedAt,
  archivedAt: tvodPrices.archivedAt,
};

export type TvodPrice = typeof tvodPrices.$inferSelect & { coupons: number };

/** Its row, archived or not, without asking for a permission. @throws NotFound */
export async function readTvodPrice(ctx: Context, id: number): Promise<TvodPrice> {
  const [price] = await ctx.db.select(tvodPriceColumns).from(tvodPrices).where(eq(tvodPrices.id, id));
  if (!price) throw new NotFound('The TVOD price');
  return price;
}

/** Holds its row until the transaction ends. @throws NotFound, Conflict `archived` */
export async function lockTvodPrice(ctx: Context, id: number): Promise<TvodPrice> {
  const [price] = await ctx.db.select(tvodPriceColumns).from(tvodPrices).where(eq(tvodPrices.id, id)).for('update');
  if (!price) throw new NotFound('The TVOD price');
  if (price.archivedAt) throw new Conflict('archived', 'This TVOD price is archived. Restore it before you change it.');
  return price;
}
