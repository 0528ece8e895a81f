import { and, eq } from 'drizzle-orm';
import { saleEvents, sales } from '@/db/schema/sales';
import { Conflict, NotFound } from '@/lib/core/errors';
import { holdAvailable, moveCredit } from '@/lib/domain/sales/credits/move-credit';
import { enqueueDeliveries } from '@/lib/domain/sales/deliveries/enqueue-deliveries';
import { actorName, recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { isOpenSale, saleWays } from './sale-ways';
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
  /** Set for a state that a person has to see to. */
  flag?: FlagReason;
};

/**
 * Takes a locked sale to its next state, with everything that hangs on it: timeline, audit row, the credit that was
 * held, the customer's messages, webhooks. In the transaction of `tx`; for verbs only: it asks for no permission.
 * @throws Conflict `wrong_state`
 */
export async function changeSale(tx: Context, sale: SaleRow, change: SaleChange): Promise<SaleRow> {
  const { to, set = {}, note, flag } = change;
  if (!saleWays[sale.state].includes(to)) {
    throw new Conflict('wrong_state', `A sale that is ${sale.state} cannot become ${to}.`, { state: sale.state });
  }
  const now = tx.now();
  const settled = isOpenSale(to) ? {} : { settledAt: now };
  const [changed] = await tx.db
    .update(sales)
    .set({ unknownReason: null, nextLookUpAt: null, flaggedAt: null, flagReason: null, ...settled, ...set, state: to })
    .where(and(eq(sales.id, sale.id), eq(sales.state, sale.state)))
    .returning();
  if (!changed) throw new Error(`Sale ${sale.id} was changed without its lock.`);
  await addSaleEvent(tx, changed, note);
  await recordAudit(tx, {
    action: `sale.${to}`,
    subjectKind: 'sale',
    subjectId: sale.id,
    data: { productId: sale.productId, amountPaisa: sale.amountPaisa, from: sale.state },
  });
  if (to === 'succeeded') await finish(tx, changed);
  if (to === 'failed' || to === 'refunded') await moveHold(tx, changed, 'release');
  return flag ? flagSale(tx, changed, flag) : changed;
}

export async function addSaleEvent(tx: Context, sale: Pick<SaleRow, 'id' | 'state'>, note: string | null) {
  const at = tx.now();
  await tx.db
    .insert(saleEvents)
    .values({ saleId: sale.id, at, state: sale.state, actorName: actorName(tx.actor), note });
}

/** Puts an open sale before a person, once. */
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

async function finish(tx: Context, sale: SaleRow): Promise<void> {
  await moveHold(tx, sale, 'settle');
  await enqueueDeliveries(tx, { saleId: sale.id, phone: sale.phone, email: sale.email });
  const data = { ...eventData(sale), succeeded_at: tx.now().toISOString() };
  await publishEvent(tx, { type: 'sale.succeeded', data, integratorId: sale.integratorId });
}

async function moveHold(tx: Context, sale: SaleRow, kind: 'settle' | 'release'): Promise<void> {
  if (sale.integratorId === null) return;
  const { integratorId, amountPaisa, id: saleId } = sale;
  const to = kind === 'settle' ? 'consumed' : 'available';
  await moveCredit(tx, { integratorId, from: 'held', to, amountPaisa, kind, saleId });
}

const eventData = ({ id, reference, productId, amountPaisa, supplier }: SaleRow) => ({
  sale_id: id,
  reference,
  product_id: productId,
  amount_paisa: amountPaisa,
  supplier,
});
