import { and, desc, eq, gte, ne, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { supplierCalls, suppliers } from '@/db/schema/suppliers';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { startOfToday } from '@/lib/platform/settings/days.sql';
import { readHighestPrice } from './read-highest-price';
import type { SupplierCallKind } from './record-call';

export type SupplierTrouble = { id: number; at: string; kind: SupplierCallKind; outcome: string; words: string | null };

export type SupplierStatus = {
  /** Its address and token are set. */
  isConnected: boolean;
  maintenanceAt: string | null;
  balance: {
    /** Null for an actor without `money.read`: what a sale cost is the difference between two readings. */
    paisa: number | null;
    at: string;
    /** How many days it lasts at the pace of the last two weeks; null when nothing was sold. */
    lastsDays: number | null;
    /** `empty`: the most expensive product that is switched on cannot be bought. */
    state: 'fine' | 'low' | 'empty';
  } | null;
  productsReadAt: string | null;
  /** Every sale fails until an admin fixes the cause. */
  alert: { code: string | null; words: string; at: string } | null;
  /** Today's calls by kind and outcome, the most frequent first. */
  calls: { kind: SupplierCallKind; outcome: string; count: number; medianMs: number }[];
  /** The midnight that today began at. */
  since: string;
  /** The last calls of a week that did not go well, newest first. */
  troubles: SupplierTrouble[];
};

const dayMs = 24 * 60 * 60 * 1000;
const paceDays = 14;
const lowDays = 3;

/** How Khalti is doing: what it said last, and today's calls. @throws Forbidden */
export const getSupplier = operation('suppliers.read', noInput, async (ctx): Promise<SupplierStatus> => {
  const { since } = await startOfToday(ctx);
  const aWeekAgo = new Date(ctx.now().getTime() - 7 * dayMs);
  const [[row], calls, troubles, needs] = await Promise.all([
    ctx.db.select().from(suppliers).where(eq(suppliers.name, 'khalti')),
    ctx.db
      .select({
        kind: supplierCalls.kind,
        outcome: supplierCalls.outcome,
        count: sql<number>`count(*)::int`,
        medianMs: sql<number>`percentile_disc(0.5) within group (order by ${supplierCalls.tookMs})`,
      })
      .from(supplierCalls)
      .where(gte(supplierCalls.at, since))
      .groupBy(supplierCalls.kind, supplierCalls.outcome)
      .orderBy(sql`3 desc`, supplierCalls.kind, supplierCalls.outcome),
    ctx.db
      .select()
      .from(supplierCalls)
      .where(and(ne(supplierCalls.outcome, 'ok'), gte(supplierCalls.at, aWeekAgo)))
      .orderBy(desc(supplierCalls.at), desc(supplierCalls.id))
      .limit(20),
    readNeeds(ctx),
  ]);
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    isConnected: findKhaltiClient() !== null,
    maintenanceAt: iso(row?.maintenanceAt),
    balance: row?.balanceAt && row.balancePaisa !== null ? shownTo(ctx, row.balancePaisa, row.balanceAt, needs) : null,
    productsReadAt: iso(row?.productsReadAt),
    alert: row?.alertAt ? { code: row.alertCode, words: row.alertWords ?? '', at: row.alertAt.toISOString() } : null,
    calls,
    since: since.toISOString(),
    troubles: troubles.map(({ id, at, kind, outcome, words }) => ({ id, at: at.toISOString(), kind, outcome, words })),
  };
});

type Needs = { highestPaisa: number; perDayPaisa: number };

/** What the balance has to hold for: one purchase, and a day of them. */
async function readNeeds(ctx: Context): Promise<Needs> {
  const begun = new Date(ctx.now().getTime() - paceDays * dayMs);
  const sold = and(eq(sales.supplier, 'khalti'), eq(sales.state, 'succeeded'), gte(sales.createdAt, begun));
  const [highestPaisa, [spent]] = await Promise.all([
    readHighestPrice(ctx),
    ctx.db
      .select({ paisa: sql<number>`coalesce(sum(${sales.amountPaisa}), 0)`.mapWith(Number) })
      .from(sales)
      .where(sold),
  ]);
  return { highestPaisa: highestPaisa ?? 0, perDayPaisa: (spent?.paisa ?? 0) / paceDays };
}

function shownTo({ actor }: Context, paisa: number, at: Date, needs: Needs): SupplierStatus['balance'] {
  const evaluated = evaluateBalance(paisa, needs);
  return { ...evaluated, paisa: can(actor, 'money.read') ? paisa : null, at: at.toISOString() };
}

function evaluateBalance(paisa: number, { highestPaisa, perDayPaisa }: Needs) {
  const lastsDays = perDayPaisa > 0 ? Math.max(0, Math.floor(paisa / perDayPaisa)) : null;
  const isEmpty = paisa <= 0 || paisa < highestPaisa;
  const isLow = lastsDays !== null && lastsDays < lowDays;
  return { lastsDays, state: isEmpty ? ('empty' as const) : isLow ? ('low' as const) : ('fine' as const) };
}
