import { and, desc, eq, gte, inArray, isNotNull, lt, ne, notInArray, or, sql } from 'drizzle-orm';
import { supplierComparisons } from '@/db/schema/comparisons';
import { saleEvents, sales } from '@/db/schema/sales';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { Context } from '@/lib/platform/context/context';
import { recordCall } from './record-call';

export type BalanceReading = { at: Date; balancePaisa: number; consumedPaisa: number | null };
export type BalanceMovement = { since: Date; takenPaisa: number; costPaisa: number };

/**
 * Khalti's balance at an instant at which no purchase is under way, so that it has taken what our sales cost; null where one is, or
 * it did not answer. Not in a transaction: it waits for the network.
 */
export async function readQuietBalance(ctx: Context): Promise<BalanceReading | null> {
  const client = findKhaltiClient();
  if (!client || (await hasOpenSale(ctx))) return null;
  const begun = ctx.now();
  const started = performance.now();
  const answer = await client.balance();
  const outcome = answer.kind === 'answered' ? { outcome: 'ok' } : { outcome: answer.reason, words: answer.words };
  await recordCall(ctx, { kind: 'balance', tookMs: performance.now() - started, ...outcome });
  if (answer.kind === 'unanswered' || (await hasOpenSale(ctx, begun))) return null;
  return { at: begun, balancePaisa: answer.availablePaisa, consumedPaisa: answer.consumedPaisa };
}

/** Nobody knows whether money was taken for a sale without an outcome, or for one that began while the balance was read. */
async function hasOpenSale(ctx: Context, since?: Date): Promise<boolean> {
  const isOpen = or(inArray(sales.state, ['pending', 'unknown']), since ? gte(sales.createdAt, since) : undefined);
  return (await ctx.db.$count(sales, and(eq(sales.supplier, 'khalti'), isOpen))) > 0;
}

/** Sales that are refunded here: Khalti gave nothing back yet, or did so after an earlier comparison had found that. */
type Refunds = { notGiven: number[]; late: number[] };

/** What Khalti took since the reading before, and what our sales cost since; null where there is none before. */
export async function measureMovement(
  ctx: Context,
  comparisonId: number,
  now: BalanceReading,
  refunds: Refunds,
): Promise<BalanceMovement | null> {
  const [before] = await ctx.db
    .select()
    .from(supplierComparisons)
    .where(and(isNotNull(supplierComparisons.balanceAt), ne(supplierComparisons.id, comparisonId)))
    .orderBy(desc(supplierComparisons.balanceAt))
    .limit(1);
  if (!before?.balanceAt || before.balancePaisa === null) return null;
  // What was paid in at Khalti moves its balance, and not the sum of what it took.
  const takenPaisa =
    now.consumedPaisa !== null && before.consumedPaisa !== null
      ? now.consumedPaisa - before.consumedPaisa
      : before.balancePaisa - now.balancePaisa;
  return { since: before.balanceAt, takenPaisa, costPaisa: await sumCost(ctx, before.balanceAt, now.at, refunds) };
}

/** What our Khalti sales of a span cost, less what Khalti gave back in it. A cost that it never said is taken to be the price. */
async function sumCost(ctx: Context, since: Date, until: Date, { notGiven, late }: Refunds): Promise<number> {
  const cost = sql<number>`coalesce(sum(coalesce(${sales.costPaisa}, ${sales.amountPaisa})), 0)`.mapWith(Number);
  const isPaid = inArray(sales.state, ['succeeded', 'pin_missing', 'refunded']);
  const isKhalti = eq(sales.supplier, 'khalti');
  // A note on it is an entry of that state, too: the first one is when it was given back.
  const { saleId, state, at } = saleEvents;
  const backAt = sql`(select min(${at}) from ${saleEvents} where ${saleId} = ${sales.id} and ${state} = 'refunded')`;
  const [[paid], [givenBack]] = await Promise.all([
    ctx.db
      .select({ cost })
      .from(sales)
      .where(and(isKhalti, isPaid, gte(sales.createdAt, since), lt(sales.createdAt, until))),
    ctx.db
      .select({ cost })
      .from(sales)
      .where(
        and(
          ...[isKhalti, eq(sales.state, 'refunded'), notInArray(sales.id, notGiven)],
          or(inArray(sales.id, late), and(gte(backAt, since.toISOString()), lt(backAt, until.toISOString()))),
        ),
      ),
  ]);
  return (paid?.cost ?? 0) - (givenBack?.cost ?? 0);
}
