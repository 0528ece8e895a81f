import { and, eq } from 'drizzle-orm';
import { saleEvents, sales } from '@/db/schema/sales';
import { Conflict, NotFound } from '@/lib/core/errors';
import { holdAvailable } from '@/lib/domain/sales/credits/move-credit';
import { actorName } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { recordTransition } from './record-transition';
import { canBecome, isOpenSale } from './sale-transitions';
import type { SaleState } from './schemas';

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
  await recordTransition(tx, sale.state, changed, note);
  return flag ? flagSale(tx, changed, flag) : changed;
}

/** A note in the timeline of a sale that stays in its state. */
export async function addSaleNote(tx: Context, sale: Pick<SaleRow, 'id' | 'state'>, note: string): Promise<void> {
  const { id: saleId, state } = sale;
  await tx.db.insert(saleEvents).values({ saleId, at: tx.now(), state, actorName: actorName(tx.actor), note });
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
  const { state } = flagged;
  if (!sale.flaggedAt && isOpenSale(state)) {
    const data = { ...eventData(flagged), state, since: sale.createdAt.toISOString() };
    await publishEvent(tx, { type: 'sale.needs_attention', data, integratorId: sale.integratorId });
  }
  return flagged;
}

const eventData = ({ id, reference, productId, amountPaisa, supplier }: SaleRow) => ({
  sale_id: id,
  reference,
  product_id: productId,
  amount_paisa: amountPaisa,
  supplier,
});
