import { and, eq } from 'drizzle-orm';
import { runStatement } from '@/db/run-statement';
import { deliveries } from '@/db/schema/deliveries';
import { goodwillRefunds, sales } from '@/db/schema/sales';
import { Conflict, NotFound } from '@/lib/core/errors';
import { holdAvailable } from '@/lib/domain/sales/credits/move-credit';
import { carriesPin } from '@/lib/domain/sales/deliveries/delivery-summary';
import { enterMoneyBack } from '@/lib/domain/sales/shifts/shift-entries';
import { actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { SaleState } from './filters';
import { recordTransition } from './record-transition';
import { emitNeedsAttention, type NoteRow, writeNote } from './sale-timeline.sql';
import { canBecome, isOpenSale } from './sale-transitions';

export type SaleRow = typeof sales.$inferSelect;
type FlagReason = NonNullable<SaleRow['flagReason']>;

/**
 * The sale's row, held until the transaction ends. Its buyer's account comes first, as in a purchase, which waits for the
 * row of a reference while it holds accounts. @throws NotFound
 */
export async function lockSale(tx: Context, id: number): Promise<SaleRow> {
  const [buyer] = await tx.db.select({ integratorId: sales.integratorId }).from(sales).where(eq(sales.id, id));
  if (buyer?.integratorId) await holdAvailable(tx, buyer.integratorId);
  const [row] = await tx.db.select().from(sales).where(eq(sales.id, id)).for('no key update');
  if (!row) throw new NotFound('The sale');
  return row;
}

export type SaleChange = {
  to: SaleState;
  /** Columns that go with the new state. */
  set?: Partial<SaleRow>;
  /** For the timeline: the supplier's words or a person's reason, without secrets. */
  note: string | null;
  /** Set for a state that a person has to resolve. */
  flag?: FlagReason;
};

/** @throws Conflict `wrong_state` */
export function assertCanBecome({ state }: Pick<SaleRow, 'state'>, to: SaleState): void {
  if (canBecome(state, to)) return;
  throw new Conflict('wrong_state', `A sale that is ${state} cannot become ${to}.`, { state });
}

/**
 * Takes a locked sale to its next state, with everything that `saleTransitions` says of it. In the transaction of `tx`;
 * for use cases only: it asks for no permission. @throws Conflict `wrong_state`
 */
export async function changeSale(tx: Context, sale: SaleRow, change: SaleChange): Promise<SaleRow> {
  const { to, set = {}, note, flag } = change;
  assertCanBecome(sale, to);
  const now = tx.now();
  const settled = isOpenSale(to) ? {} : { settledAt: now };
  const unseen = sale.sellerId !== null;
  const [changed] = await tx.db
    .update(sales)
    .set({
      unknownReason: null,
      nextLookUpAt: null,
      flaggedAt: null,
      flagReason: null,
      ...settled,
      ...set,
      unseen,
      state: to,
    })
    .where(and(eq(sales.id, sale.id), eq(sales.state, sale.state)))
    .returning();
  if (!changed) throw new Error(`Sale ${sale.id} was changed without its lock.`);
  if (sale.state === 'succeeded') await stopSendingPin(tx, changed.id);
  const backPaisa = to === 'refunded' ? await sumGoodwill(tx, changed.id) : 0;
  if (to === 'failed' || to === 'refunded' || to === 'voided') {
    await enterMoneyBack(tx, changed, to, changed.amountPaisa - backPaisa);
  }
  await recordTransition(tx, sale.state, changed, note, backPaisa);
  return flag ? flagSale(tx, changed, flag) : changed;
}

/** The PIN of a sale that was undone is not sent any more. */
async function stopSendingPin(tx: Context, saleId: number): Promise<void> {
  await tx.db
    .update(deliveries)
    .set({ state: 'failed', error: 'no_pin', updatedAt: tx.now() })
    .where(and(eq(deliveries.saleId, saleId), eq(deliveries.state, 'queued'), carriesPin));
}

/** What its buyer has back already; the rest goes back with a refund. */
async function sumGoodwill(tx: Context, saleId: number): Promise<number> {
  const { amountPaisa } = goodwillRefunds;
  const [given] = await tx.db.select({ amountPaisa }).from(goodwillRefunds).where(eq(goodwillRefunds.saleId, saleId));
  return given?.amountPaisa ?? 0;
}

/** A note in the timeline of a sale that stays in its state. */
export async function addSaleNote(tx: Context, sale: Pick<SaleRow, 'id' | 'state'>, note: string): Promise<void> {
  const { id: sale_id, state } = sale;
  const at = tx.now().toISOString();
  const row: NoteRow = { sale_id, at, state, actor_name: actorName(tx.actor), note: note.toWellFormed() };
  await runStatement(tx.db, writeNote, [JSON.stringify(row)]);
}

/** Flags a sale for a person, once. */
export async function flagSale(tx: Context, sale: SaleRow, reason: FlagReason): Promise<SaleRow> {
  if (sale.flagReason === reason) return sale;
  const flaggedAt = sale.flaggedAt ?? tx.now();
  const [flagged = sale] = await tx.db
    .update(sales)
    .set({ flaggedAt, flagReason: reason })
    .where(eq(sales.id, sale.id))
    .returning();
  if (!sale.flaggedAt && isOpenSale(flagged.state)) {
    await runStatement(tx.db, emitNeedsAttention, [sale.id, tx.now().toISOString()]);
  }
  return flagged;
}
