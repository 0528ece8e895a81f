import { and, asc, eq, inArray, lt, lte } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { findKhaltiClient, largestBulk } from '@/lib/adapters/khalti/client';
import { env } from '@/lib/core/env';
import { recordCall } from '@/lib/domain/sales/supply/record-call';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { changeSale } from './change-sale';
import { nextLookUp } from './look-up-schedule';
import { settleLookUp } from './settle-look-up';

/** How long after its latest possible answer a sale counts as abandoned by a process that died. */
const marginMs = 15_000;
/** After this time the sales of a run that died are taken by the next one. */
const leaseMs = 10 * 60_000;

/** What has to be done about sales without a request. It can run at the same time as another run, and again at any time. */
export async function followUpSales(ctx: Context<SystemActor>): Promise<void> {
  await sweepPendingSales(ctx);
  await lookUpDueSales(ctx);
}

/** Sales whose payment no process waits for any more become unknown. They are never sent again. */
export async function sweepPendingSales(ctx: Context<SystemActor>): Promise<number> {
  const { KHALTI_CONNECT_TIMEOUT_MS, KHALTI_ANSWER_TIMEOUT_MS } = env();
  const patience = KHALTI_CONNECT_TIMEOUT_MS + KHALTI_ANSWER_TIMEOUT_MS + marginMs;
  return inTransaction(ctx, async (tx) => {
    const left = await tx.db
      .select()
      .from(sales)
      .where(and(eq(sales.state, 'pending'), lt(sales.createdAt, new Date(tx.now().getTime() - patience))))
      .orderBy(asc(sales.id))
      .limit(1000)
      .for('no key update', { skipLocked: true });
    for (const sale of left) {
      const set = { unknownReason: 'interrupted', nextLookUpAt: nextLookUp(tx.now(), 0) };
      await changeSale(tx, sale, { to: 'unknown', note: 'The answer to the payment never arrived.', set });
    }
    return left.length;
  });
}

/** Looks up the unknown sales whose time has come, a hundred with one call. */
export async function lookUpDueSales(ctx: Context<SystemActor>): Promise<void> {
  const client = findKhaltiClient();
  if (!client) return;
  for (let due = await takeDue(ctx); due.length > 0; due = await takeDue(ctx)) {
    const started = performance.now();
    const outcomes = await client.bulkStatus(due.map(({ supplierReference }) => supplierReference ?? ''));
    const tookMs = performance.now() - started;
    const unanswered = [...outcomes.values()].find((outcome) => outcome.kind === 'unanswered');
    const answer = unanswered ? { outcome: unanswered.reason, words: unanswered.words } : { outcome: 'ok' };
    await recordCall(ctx, { kind: 'bulk_status', tookMs, ...answer });
    for (const sale of due) {
      const outcome = outcomes.get(sale.supplierReference ?? '');
      if (outcome) await settleLookUp(ctx, sale.id, outcome, 'by_schedule');
    }
  }
}

/** Takes the next due ones for this run: another run does not see them before the lease ends. */
function takeDue(ctx: Context): Promise<{ id: number; supplierReference: string | null }[]> {
  return inTransaction(ctx, async (tx) => {
    const due = await tx.db
      .select({ id: sales.id, supplierReference: sales.supplierReference })
      .from(sales)
      .where(lte(sales.nextLookUpAt, tx.now()))
      .orderBy(asc(sales.nextLookUpAt))
      .limit(largestBulk)
      .for('no key update', { skipLocked: true });
    if (due.length === 0) return due;
    await tx.db
      .update(sales)
      .set({ nextLookUpAt: new Date(tx.now().getTime() + leaseMs) })
      .where(
        inArray(
          sales.id,
          due.map(({ id }) => id),
        ),
      );
    return due;
  });
}
