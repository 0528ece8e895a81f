import { and, desc, eq, gte, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { redemptions } from '@/db/schema/redemptions';
import { goodwillRefunds, sales } from '@/db/schema/sales';
import type { KeyAttention } from '@/lib/domain/access/integrators/key-attention';
import { listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { listReachedLimits, type ReachedLimit } from '@/lib/domain/access/limits/lift-limit';
import { listAlerts, type SecurityAlert } from '@/lib/domain/access/security/list-alerts';
import { type CreditRequest, listOpenCreditRequests } from '@/lib/domain/sales/credits/credit-requests';
import { contactsFor } from '@/lib/domain/sales/customer-contacts';
import { isOpen } from '@/lib/domain/sales/open-sales.sql';
import type { Availability } from '@/lib/domain/sales/products/availability';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { addMoney, type MoneyTotals, saleMoney, sumMoney } from '@/lib/domain/sales/sales/sale-money';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { getSupplier, type SupplierStatus } from '@/lib/domain/sales/supply/get-supplier';
import { countOpenDifferences } from '@/lib/domain/sales/supply/list-comparisons';
import { type ApprovalSummary, listOwnTasks } from '@/lib/platform/approvals/list-approvals';
import { type ChangeSummary, summarizeChanges } from '@/lib/platform/audit/summarize-changes';
import { assertCan } from '@/lib/platform/context/assert-can';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { startOfToday } from '@/lib/platform/settings/days.sql';
import { type Alarms, listAlarms } from './list-alarms';
import { type EndingCoupon, listEndingCoupons } from './list-ending-coupons';

const dayMs = 24 * 60 * 60 * 1000;
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

export type Today = {
  /** The zone whose midnight the day began at, and that instant. */
  timeZone: string;
  since: string;
  sold: { count: number; amountPaisa: number };
  /** What that cost and what is left of it; null for an actor without `money.read`. */
  money: MoneyTotals | null;
  failed: number;
  /** Sales without an outcome yet, of any day: pending, unknown, or without their PIN. */
  unclear: number;
  /** Those of them, and any others, that a person has to see to. */
  needsPerson: number;
  /** What Khalti says; null where it is not connected, and for an actor without `suppliers.read`. */
  supplier: Pick<SupplierStatus, 'balance' | 'alert' | 'maintenanceAt'> | null;
  /** What Khalti's books and ours disagree about and nobody has closed; 0 for an actor without `money.read`. */
  bookDifferences: number;
  /** Integrators whose credit is below what was set for them; empty for an actor without `integrators.read`. */
  lowCredit: { id: number; name: string; availablePaisa: number | null }[];
  /** API keys that nobody uses, or that end soon; empty for an actor without `integrators.read`. */
  keys: { id: number; integratorId: number; integrator: string; prefix: string; attention: KeyAttention }[];
  /** What partners ask for; empty for an actor without `integrators.read`. */
  creditRequests: Pick<CreditRequest, 'id' | 'integratorId' | 'integratorName' | 'amountPaisa'>[];
  alarms: Alarms;
  /** Security alerts that nobody has looked at; empty for an actor without `security.read`. */
  securityAlerts: SecurityAlert[];
  redeemed: number;
  /** The same day a week ago, up to the same time of day. */
  weekAgo: { sold: { count: number; amountPaisa: number }; redeemed: number };
  stock: ProductStock[];
  /** Who cannot go on selling or revealing; empty for an actor without `limits.lift`. */
  limits: ReachedLimit[];
  /** What waits for the actor as a second person, or for their download. */
  approvals: Pick<ApprovalSummary, 'id' | 'kind' | 'asker' | 'state'>[];
  recentSales: SaleSummary[];
  endingCoupons: EndingCoupon[];
  /** What people and keys changed yesterday; null for an actor without `activity.read`. */
  yesterday: ChangeSummary[] | null;
  /** Nothing was set up yet: no coupon and no product. */
  isFresh: boolean;
};

/** What somebody at the desk wants to know when they sit down. @throws Forbidden, also without `coupons.read` */
export const getToday = operation('sales.read', noInput, async (ctx): Promise<Today> => {
  await assertCan(ctx, 'coupons.read');
  const { timeZone, since } = await startOfToday(ctx);
  const now = ctx.now();
  const thenNow = new Date(now.getTime() - 7 * dayMs);
  const then = { since: (await startOfToday({ ...ctx, now: () => thenNow })).since, until: thenNow };
  const [totals, unresolved, redeemed, soldThen, redeemedThen, ...rest] = await Promise.all([
    sumSales(ctx, { since, until: now }),
    countUnresolved(ctx),
    countRedeemed(ctx, { since, until: now }),
    sumSales(ctx, then),
    countRedeemed(ctx, then),
    listStock(ctx),
    readSupplier(ctx),
    readIntegrators(ctx),
    selectSales(ctx.db).orderBy(desc(sales.id)).limit(shownRows),
    listEndingCoupons(ctx, shownRows),
    ctx.db.select({ id: coupons.id }).from(coupons).limit(1),
    readYesterday(ctx, since),
    listAlarms(ctx),
    can(ctx.actor, 'security.read') ? listAlerts(ctx) : [],
    can(ctx.actor, 'limits.lift') ? listReachedLimits(ctx) : [],
    listOwnTasks(ctx),
    can(ctx.actor, 'money.read') ? countOpenDifferences(ctx) : 0,
    can(ctx.actor, 'integrators.read') ? listOpenCreditRequests(ctx) : [],
  ]);
  const [
    stock,
    supplier,
    integrators,
    recentSales,
    endingCoupons,
    anyCoupon,
    yesterday,
    alarms,
    securityAlerts,
    limits,
    approvals,
    bookDifferences,
    creditRequests,
  ] = rest;
  return {
    timeZone,
    since: since.toISOString(),
    ...totals,
    money: can(ctx.actor, 'money.read') ? totals.money : null,
    ...unresolved,
    redeemed,
    weekAgo: { sold: soldThen.sold, redeemed: redeemedThen },
    stock,
    supplier,
    bookDifferences,
    ...integrators,
    creditRequests: creditRequests.map(({ id, integratorId, integratorName, amountPaisa }) => ({
      ...{ id, integratorId, integratorName, amountPaisa },
    })),
    alarms,
    securityAlerts,
    limits,
    approvals: approvals.map(({ id, kind, asker, state }) => ({ id, kind, asker, state })),
    recentSales: recentSales.map((row) => contactsFor(ctx.actor, toSaleSummary(row))),
    endingCoupons,
    yesterday,
    isFresh: stock.length === 0 && anyCoupon.length === 0,
  };
});

type Span = { since: Date; until: Date };

async function sumSales(
  ctx: Context,
  { since, until }: Span,
): Promise<Pick<Today, 'sold' | 'failed'> & { money: MoneyTotals }> {
  const countOf = (state: SQL) => sql<number>`count(*) filter (where ${state})`.mapWith(Number);
  const succeeded = eq(sales.state, 'succeeded');
  const [sums] = await ctx.db
    .select({
      count: countOf(succeeded),
      amountPaisa: sql<number>`coalesce(sum(${sales.amountPaisa}) filter (where ${succeeded}), 0)`.mapWith(Number),
      failed: countOf(eq(sales.state, 'failed')),
      ...sumMoney(saleMoney, sql`true`),
    })
    .from(sales)
    .leftJoin(goodwillRefunds, eq(goodwillRefunds.saleId, sales.id))
    .where(and(gte(sales.createdAt, since), lte(sales.createdAt, until)));
  return {
    sold: { count: sums?.count ?? 0, amountPaisa: sums?.amountPaisa ?? 0 },
    failed: sums?.failed ?? 0,
    money: addMoney(sums ? [sums] : []),
  };
}

async function countUnresolved(ctx: Context): Promise<Pick<Today, 'unclear' | 'needsPerson'>> {
  const [unclear, needsPerson] = await Promise.all([
    ctx.db.$count(sales, sql.raw(isOpen('sales'))),
    ctx.db.$count(sales, isNotNull(sales.flaggedAt)),
  ]);
  return { unclear, needsPerson };
}

function countRedeemed(ctx: Context, { since, until }: Span): Promise<number> {
  const { createdAt, state } = redemptions;
  return ctx.db.$count(redemptions, and(gte(createdAt, since), lte(createdAt, until), eq(state, 'redeemed')));
}

async function readYesterday(ctx: Context, today: Date): Promise<ChangeSummary[] | null> {
  if (!can(ctx.actor, 'activity.read')) return null;
  const { since } = await startOfToday({ ...ctx, now: () => new Date(today.getTime() - 1) });
  return summarizeChanges(ctx, { from: since, to: today });
}

async function readSupplier(ctx: Context): Promise<Today['supplier']> {
  if (!can(ctx.actor, 'suppliers.read')) return null;
  const { isConnected, balance, alert, maintenanceAt } = await getSupplier(ctx);
  return isConnected ? { balance, alert, maintenanceAt } : null;
}

async function readIntegrators(ctx: Context): Promise<Pick<Today, 'lowCredit' | 'keys'>> {
  if (!can(ctx.actor, 'integrators.read')) return { lowCredit: [], keys: [] };
  const inUse = (await listIntegrators(ctx)).filter(({ disabled }) => !disabled);
  return {
    lowCredit: inUse.filter(({ isLow }) => isLow).map(({ id, name, availablePaisa }) => ({ id, name, availablePaisa })),
    keys: inUse.flatMap(({ id: integratorId, name: integrator, keys }) =>
      keys.flatMap(({ id, prefix, attention }) =>
        attention ? [{ id, integratorId, integrator, prefix, attention }] : [],
      ),
    ),
  };
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
