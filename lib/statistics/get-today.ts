import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { redemptions } from '@/db/schema/redemptions';
import { sales } from '@/db/schema/sales';
import { assertCan, can } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { listIntegrators } from '@/lib/integrators/list-integrators';
import type { Availability } from '@/lib/products/availability';
import { listProducts } from '@/lib/products/list-products';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/sales/sale-summary';
import { startOfToday } from '@/lib/settings/start-of-today';
import { getSupplier, type SupplierStatus } from '@/lib/supply/get-supplier';

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
  /** Those of them, and any others, that a person has to see to. */
  needsPerson: number;
  /** What Khalti says; null where it is not connected, and for who may not see it. */
  supplier: Pick<SupplierStatus, 'balance' | 'alert' | 'maintenanceAt'> | null;
  /** Integrators whose credit is below what was set for them; empty for who may not see them. */
  lowCredit: { id: number; name: string; availablePaisa: number }[];
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
  const { timeZone, since } = await startOfToday(ctx);
  const [totals, redeemed, stock, supplier, lowCredit, recentSales, endingCoupons, anyCoupon] = await Promise.all([
    sumSales(ctx, since),
    ctx.db.$count(redemptions, and(gte(redemptions.createdAt, since), eq(redemptions.state, 'redeemed'))),
    listStock(ctx),
    readSupplier(ctx),
    listLowCredit(ctx),
    selectSales(ctx.db).orderBy(desc(sales.id)).limit(shownRows),
    listEndingCoupons(ctx),
    ctx.db.select({ id: coupons.id }).from(coupons).limit(1),
  ]);
  return {
    timeZone,
    since: since.toISOString(),
    ...totals,
    redeemed,
    stock,
    supplier,
    lowCredit,
    recentSales: recentSales.map(toSaleSummary),
    endingCoupons,
    isFresh: stock.length === 0 && anyCoupon.length === 0,
  };
}

async function sumSales(
  ctx: Context,
  since: Date,
): Promise<Pick<Today, 'sold' | 'failed' | 'unclear' | 'needsPerson'>> {
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
  const [unclear, needsPerson] = await Promise.all([
    ctx.db.$count(sales, sql`${sales.state} in ('pending', 'unknown', 'pin_missing')`),
    ctx.db.$count(sales, isNotNull(sales.flaggedAt)),
  ]);
  return {
    sold: { count: today?.count ?? 0, amountPaisa: today?.amountPaisa ?? 0 },
    failed: today?.failed ?? 0,
    unclear,
    needsPerson,
  };
}

async function readSupplier(ctx: Context): Promise<Today['supplier']> {
  if (!can(ctx.actor, 'suppliers.read')) return null;
  const { isConnected, balance, alert, maintenanceAt } = await getSupplier(ctx);
  return isConnected ? { balance, alert, maintenanceAt } : null;
}

async function listLowCredit(ctx: Context): Promise<Today['lowCredit']> {
  if (!can(ctx.actor, 'integrators.read')) return [];
  return (await listIntegrators(ctx))
    .filter(({ isLow, disabled }) => isLow && !disabled)
    .map(({ id, name, availablePaisa }) => ({ id, name, availablePaisa }));
}

async function listStock(ctx: Context): Promise<ProductStock[]> {
  const products = await listProducts(ctx);
  return products
    .filter(({ supplier }) => supplier === 'stock')
    .map(({ id, name, amountPaisa, couponId, stock, availability, isLow }) => ({
      id,
      name,
      amountPaisa,
      couponId,
      stock,
      state: stockState(availability, stock, isLow),
    }))
    .sort((one, other) => one.stock - other.stock);
}

function stockState(availability: Availability, stock: number, isLow: boolean): ProductStock['state'] {
  if (availability === 'off') return 'off';
  if (availability === 'coupon_ended') return 'ended';
  if (stock === 0) return 'sold_out';
  return isLow ? 'low' : 'plenty';
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
