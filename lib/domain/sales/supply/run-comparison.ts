import { and, desc, eq, isNotNull, isNull, lt, min } from 'drizzle-orm';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { sales } from '@/db/schema/sales';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { Conflict } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { actorName } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { jobs } from '@/lib/platform/jobs/jobs';
import { enqueue } from '@/lib/platform/jobs/queue';
import { type BalanceMovement, type BalanceReading, measureMovement, readQuietBalance } from './compare-balance';
import { type BookComparison, compareBooks } from './compare-books';
import { compareOwnBooks } from './compare-own-books';
import { countUnseenRefunds, type KeptDifference, keepDifferences, writeDifferences } from './keep-differences';
import { lockComparisons } from './lock-comparisons.sql';
import { askComparisonInput, compareBooksInput, type TheirBook } from './schemas';

type Span = { from: Date; until: Date };
type Asked = Span & {
  /** Sales of other days that are compared, too. */
  saleIds: readonly number[];
  books?: readonly TheirBook[] | undefined;
  signal?: AbortSignal | undefined;
};

const dayMs = 24 * 60 * 60 * 1000;
/** A night compares at least this long again: what Khalti gave back shows days later. */
const nightDays = 3;
const longestNightDays = 31;

/**
 * Compares the books of a span, Khalti's and our own, and Khalti's balance, and keeps what they disagree about until it is gone or closed.
 * @throws Forbidden, Conflict `not_connected`
 */
export const runComparison = operation(
  'suppliers.write',
  compareBooksInput,
  async (ctx, asked): Promise<BookComparison> => {
    if (!asked.books) assertConnected();
    return perform(ctx, await open(ctx, asked), asked);
  },
);

/** Has the worker compare the last days: many sales take minutes. @throws Forbidden, Conflict `under_way` */
export const askComparison = operation(
  'suppliers.write',
  askComparisonInput,
  async (ctx, { days }): Promise<{ id: number }> => {
    return inTransaction(ctx, async (tx) => {
      await lockComparisons(tx.db);
      const [last] = await tx.db.select().from(supplierComparisons).orderBy(desc(supplierComparisons.id)).limit(1);
      if (last && last.finishedAt === null && isRecent(last.createdAt, tx.now())) {
        throw new Conflict('under_way', 'A comparison is under way. Wait for what it finds.');
      }
      const until = tx.now();
      const id = await open(tx, { from: new Date(until.getTime() - days * dayMs), until, saleIds: [] });
      await enqueue(tx.db, 'compare-khalti', { comparisonId: id });
      const data = { days };
      await recordAudit(tx, { action: 'supplier.comparison_asked', subjectKind: 'settings', subjectId: 1, data });
      return { id };
    });
  },
);

/** One that has not ended by then was left by a process that is dead: the queue has stopped it. */
export const isRecent = (at: Date, now: Date): boolean =>
  now.getTime() - at.getTime() < jobs['compare-khalti'].expireInSeconds * 1000;

/**
 * The job: one that a person asked for, or that of the night. Where Khalti is not connected, of our own books alone. A run that
 * was cut short is gone on with by the next one.
 */
export async function compareInBackground(
  ctx: Context<SystemActor>,
  { comparisonId }: { comparisonId?: number | undefined },
  signal?: AbortSignal,
): Promise<void> {
  if (comparisonId === undefined) {
    const left = await findNightLeft(ctx);
    const span = left ? spanOf(left) : await spanOfNight(ctx);
    const saleIds = await findOlderWaiting(ctx, span.from);
    const asked = { ...span, saleIds, signal };
    await perform(ctx, left?.id ?? (await open(ctx, asked)), asked);
    return;
  }
  const [row] = await ctx.db.select().from(supplierComparisons).where(eq(supplierComparisons.id, comparisonId));
  if (!row || row.finishedAt) return;
  await perform(ctx, comparisonId, { ...spanOf(row), saleIds: [], signal });
}

type Run = typeof supplierComparisons.$inferSelect;

const spanOf = ({ since, until }: Run): Span => ({ from: since, until });

/** That of this night, which another run of its job began. */
async function findNightLeft(ctx: Context): Promise<Run | undefined> {
  const { askedBy, finishedAt, id } = supplierComparisons;
  const [row] = await ctx.db
    .select()
    .from(supplierComparisons)
    .where(and(eq(askedBy, actorName(ctx.actor)), isNull(finishedAt)))
    .orderBy(desc(id))
    .limit(1);
  return row && isRecent(row.createdAt, ctx.now()) ? row : undefined;
}

/** Sales from before the span with a difference that is open, however old: nothing else would find it gone. */
async function findOlderWaiting(ctx: Context, from: Date): Promise<number[]> {
  const rows = await ctx.db
    .selectDistinct({ id: sales.id })
    .from(supplierDifferences)
    .innerJoin(sales, eq(sales.id, supplierDifferences.saleId))
    .where(and(isNull(supplierDifferences.closedAt), eq(sales.supplier, 'khalti'), lt(sales.createdAt, from)));
  return rows.map(({ id }) => id);
}

/** From where the last one ended, so that no day is left out after an outage, and from the oldest sale with a difference. */
async function spanOfNight(ctx: Context): Promise<Span> {
  const { finishedAt, trouble, until: ended } = supplierComparisons;
  const [last] = await ctx.db
    .select({ until: ended })
    .from(supplierComparisons)
    .where(and(isNotNull(finishedAt), isNull(trouble)))
    .orderBy(desc(ended))
    .limit(1);
  const [waiting] = await ctx.db
    .select({ since: min(sales.createdAt) })
    .from(supplierDifferences)
    .innerJoin(sales, eq(sales.id, supplierDifferences.saleId))
    .where(isNull(supplierDifferences.closedAt));
  const until = ctx.now();
  const back = (days: number) => until.getTime() - days * dayMs;
  const ends = [back(nightDays), last?.until.getTime() ?? 0, waiting?.since?.getTime() ?? until.getTime()];
  const from = Math.max(back(longestNightDays), Math.min(...ends));
  return { from: new Date(from), until };
}

function assertConnected(): void {
  if (findKhaltiClient()) return;
  throw new Conflict('not_connected', 'Khalti is not connected: KHALTI_BASE_URL and KHALTI_TOKEN are not set.');
}

async function open(ctx: Context, { from, until, books }: Asked): Promise<number> {
  const [row] = await ctx.db
    .insert(supplierComparisons)
    .values({
      askedBy: actorName(ctx.actor),
      createdAt: ctx.now(),
      ...{ since: from, until, hasBooks: books !== undefined },
    })
    .returning({ id: supplierComparisons.id });
  if (!row) throw new Error('The comparison was not written.');
  return row.id;
}

async function perform(ctx: Context, id: number, asked: Asked): Promise<BookComparison> {
  try {
    const hasTheirs = asked.books !== undefined || findKhaltiClient() !== null;
    const theirs = hasTheirs ? await compareBooks(ctx, asked) : { compared: 0, differences: [] };
    const own = await compareOwnBooks(ctx, asked);
    const comparison = {
      compared: theirs.compared + own.compared,
      differences: [...theirs.differences, ...own.differences],
    };
    // A refund that is not known of would be a difference of the balance.
    const isWhole = hasTheirs && theirs.differences.every(({ kind }) => kind !== 'unanswered');
    const reading = isWhole ? await readQuietBalance(ctx) : null;
    await inTransaction(ctx, (tx) => keep(tx, id, { ...asked, hasTheirs }, comparison, reading));
    return comparison;
  } catch (error) {
    // Its job runs again, and goes on with it.
    if (asked.signal?.aborted) throw error;
    const trouble = error instanceof Conflict ? error.message : 'It stopped at a fault of the desk.';
    await ctx.db
      .update(supplierComparisons)
      .set({ trouble, finishedAt: ctx.now() })
      .where(eq(supplierComparisons.id, id));
    throw error;
  }
}

async function keep(
  tx: Context,
  id: number,
  { from, until, saleIds, books, hasTheirs }: Asked & { hasTheirs: boolean },
  { compared, differences }: BookComparison,
  read: BalanceReading | null,
): Promise<void> {
  const kept = differences.flatMap(({ meaning: _, kind, ...rest }): KeptDifference[] =>
    kind === 'unanswered' ? [] : [{ kind, ...rest }],
  );
  const unanswered = differences.filter(({ kind }) => kind === 'unanswered').map(({ reference }) => reference);
  const hasBooks = books !== undefined;
  await lockComparisons(tx.db);
  const [row] = await tx.db.select().from(supplierComparisons).where(eq(supplierComparisons.id, id));
  const comparison = { comparisonId: id, begunAt: row?.createdAt ?? tx.now() };
  const span = { from, until, saleIds, hasTheirs, hasBooks, unanswered };
  const gone = await keepDifferences(tx, { ...comparison, ...span }, kept);
  // Khalti may have given them back since: that would look like a difference.
  const reading = (await countUnseenRefunds(tx, id)) > 0 ? null : read;
  const refunds = { notGiven: refundsIn(kept), late: refundsIn(gone) };
  const movement = reading && (await measureMovement(tx, id, reading, refunds));
  if (movement && movement.takenPaisa !== movement.costPaisa) {
    const difference = differenceOf(movement);
    kept.push(difference);
    await writeDifferences(tx, comparison, [difference]);
  }
  await tx.db
    .update(supplierComparisons)
    .set({
      ...{ finishedAt: tx.now(), compared, differences: kept.length, unanswered: unanswered.length },
      balanceAt: reading?.at ?? null,
      balancePaisa: reading?.balancePaisa ?? null,
      consumedPaisa: reading?.consumedPaisa ?? null,
      balanceSince: movement?.since ?? null,
      takenPaisa: movement?.takenPaisa ?? null,
      costPaisa: movement?.costPaisa ?? null,
    })
    .where(eq(supplierComparisons.id, id));
}

const refundsIn = (some: Pick<KeptDifference, 'kind' | 'saleId'>[]): number[] =>
  some.flatMap(({ kind, saleId }) => (kind === 'refund_not_given' && saleId !== null ? [saleId] : []));

function differenceOf({ since, takenPaisa, costPaisa }: BalanceMovement): KeptDifference {
  return {
    ...{ kind: 'balance', reference: since.toISOString(), saleId: null },
    ...{ ours: formatPaisa(costPaisa), theirs: formatPaisa(takenPaisa), oursPaisa: costPaisa, theirsPaisa: takenPaisa },
  };
}
