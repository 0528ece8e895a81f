import { and, asc, desc, eq, gt, gte, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { coupons, redemptions } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import type { Availability } from '@/lib/products/availability';
import { listProducts } from '@/lib/products/list-products';
import { countSalesForPerson } from '@/lib/sales/list-sales';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/sales/sale-summary';
import { getSettings } from '@/lib/settings/get-settings';

/** From this many codes down a product is said to run low. */
export const lowStock = 25;
const soonDays = 14;
const shownRows = 8;

export type ProductStock = {
  id: number;
  name: string;
  amountPaisa: number;
  couponId: number | null;
  stock: number;
  /** `off` and `ended`: it is not for sale, whatever is left. */
  state: 'plenty' | 'low' | 'sold_out' | 'off' | 'ended';
};

export type EndingCoupon = { id: number; code: string; discount: number; expiresAt: string };

export type Today = {
  /** The zone whose midnight the day began at, and that instant. */
  timeZone: string;
  since: string;
  sold: { count: number; amountPaisa: number };
  failed: number;
  /** Sales without an outcome yet, of any day: pending, unknown, or without their PIN. */
  unclear: number;
  /** Sales of any day that a person has to see to. */
  needsPerson: number;
  redeemed: number;
  stock: ProductStock[];
  recentSales: SaleSummary[];
  endingCoupons: EndingCoupon[];
  /** Nothing was set up yet: no coupon and no product. */
  isFresh: boolean;
};

/** What somebody at the desk wants to know when they sit down. @throws Forbidden */
export async function getToday(ctx: Context): Promise<Today> {
  assertCan(ctx, 'sales.read');
  assertCan(ctx, 'coupons.read');
  const { timeZone } = await getSettings(ctx.db);
  const since = await startOfDay(ctx, timeZone);
  const [totals, needsPerson, redeemed, stock, recentSales, endingCoupons, anyCoupon] = await Promise.all([
    sumSales(ctx, since),
    countSalesForPerson(ctx),
    ctx.db.$count(redemptions, and(gte(redemptions.createdAt, since), eq(redemptions.state, 'redeemed'))),
    listStock(ctx),
    selectSales(ctx.db).orderBy(desc(sales.id)).limit(shownRows),
    listEndingCoupons(ctx),
    ctx.db.select({ id: coupons.id }).from(coupons).limit(1),
  ]);
  return {
    timeZone,
    since: since.toISOString(),
    ...totals,
    needsPerson,
    redeemed,
    stock,
    recentSales: recentSales.map(toSaleSummary),
    endingCoupons,
    isFresh: stock.length === 0 && anyCoupon.length === 0,
  };
}

async function startOfDay(ctx: Context, timeZone: string): Promise<Date> {
  const now = ctx.now().toISOString();
  const rows = await ctx.db.execute<{ since: string }>(
    sql`select date_trunc('day', ${now}::timestamptz, ${timeZone}) as since`,
  );
  return new Date(rows[0]?.since ?? now);
}

async function sumSales(ctx: Context, since: Date): Promise<Pick<Today, 'sold' | 'failed' | 'unclear'>> {
  const countOf = (state: SQL) => sql<number>`count(*) filter (where ${state})`.mapWith(Number);
  const succeeded = eq(sales.state, 'succeeded');
  const [today] = await ctx.db
    .select({
      count: countOf(succeeded),
      amountPaisa: sql<number>`coalesce(sum(${sales.amountPaisa}) filter (where ${succeeded}), 0)`.mapWith(Number),
      failed: countOf(eq(sales.state, 'failed')),
    })
    .from(sales)
    .where(gte(sales.createdAt, since));
  const unclear = await ctx.db.$count(sales, sql`${sales.state} in ('pending', 'unknown', 'pin_missing')`);
  return {
    sold: { count: today?.count ?? 0, amountPaisa: today?.amountPaisa ?? 0 },
    failed: today?.failed ?? 0,
    unclear,
  };
}

async function listStock(ctx: Context): Promise<ProductStock[]> {
  const products = await listProducts(ctx);
  return products
    .filter(({ supplier }) => supplier === 'stock')
    .map(({ id, name, amountPaisa, couponId, stock, availability }) => ({
      id,
      name,
      amountPaisa,
      couponId,
      stock,
      state: stockState(availability, stock),
    }))
    .sort((one, other) => one.stock - other.stock);
}

function stockState(availability: Availability, stock: number): ProductStock['state'] {
  if (availability === 'off') return 'off';
  if (availability === 'coupon_ended') return 'ended';
  if (stock === 0) return 'sold_out';
  return stock <= lowStock ? 'low' : 'plenty';
}

async function listEndingCoupons(ctx: Context): Promise<EndingCoupon[]> {
  const now = ctx.now();
  const soon = new Date(now.getTime() + soonDays * 24 * 60 * 60 * 1000);
  const rows = await ctx.db
    .select({ id: coupons.id, code: coupons.code, discount: coupons.discount, expiresAt: coupons.expiresAt })
    .from(coupons)
    .where(
      and(
        isNull(coupons.deletedAt),
        eq(coupons.status, 'available'),
        gt(coupons.expiresAt, now),
        lte(coupons.expiresAt, soon),
      ),
    )
    .orderBy(asc(coupons.expiresAt), asc(coupons.id))
    .limit(shownRows);
  return rows.flatMap(({ expiresAt, ...row }) => (expiresAt ? [{ ...row, expiresAt: expiresAt.toISOString() }] : []));
}
