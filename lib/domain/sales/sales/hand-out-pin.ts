import { and, eq } from 'drizzle-orm';
import { runStatement } from '@/db/run-statement';
import { deliveries } from '@/db/schema/deliveries';
import { integrators } from '@/db/schema/integrators';
import { isContact } from '@/lib/core/erased-contact';
import { carriesPin } from '@/lib/domain/sales/deliveries/delivery-summary';
import { enqueueSending } from '@/lib/domain/sales/deliveries/enqueue-sending';
import type { Context } from '@/lib/platform/context/context';
import { addSaleNote, type SaleRow } from './change-sale';
import { emitPinReplaced } from './sale-timeline.sql';

/**
 * What goes with another PIN in a sale that stays sold: a note, the webhook event, and a message to each contact. In the
 * transaction of `tx`, after the sale has the PIN; it asks for no permission.
 */
export async function handOutNewPin(tx: Context, sale: SaleRow, note: string): Promise<void> {
  await addSaleNote(tx, sale, note);
  await runStatement(tx.db, emitPinReplaced, [sale.id, tx.now().toISOString()]);
  await sendAgain(tx, sale);
}

/**
 * The new PIN, to every contact, unless the integrator that bought it sends it; a message that still waits would carry it
 * too, and goes only once.
 */
async function sendAgain(tx: Context, { id: saleId, integratorId, phone, email }: SaleRow): Promise<void> {
  const at = tx.now();
  await tx.db
    .update(deliveries)
    .set({ state: 'failed', error: 'superseded', updatedAt: at })
    .where(and(eq(deliveries.saleId, saleId), eq(deliveries.state, 'queued'), carriesPin));
  const contacts = [
    ...(isContact(phone) ? [{ channel: 'sms' as const, recipient: phone }] : []),
    ...(isContact(email) ? [{ channel: 'email' as const, recipient: email }] : []),
  ];
  if (contacts.length === 0 || !(await areMessagesOurs(tx, integratorId))) return;
  const made = await tx.db
    .insert(deliveries)
    .values(contacts.map((contact) => ({ saleId, ...contact, createdAt: at, updatedAt: at })))
    .returning({ id: deliveries.id });
  await enqueueSending(
    tx.db,
    made.map(({ id }) => id),
  );
}

async function areMessagesOurs(tx: Context, integratorId: number | null): Promise<boolean> {
  if (integratorId === null) return true;
  return (
    (await tx.db.$count(integrators, and(eq(integrators.id, integratorId), eq(integrators.customerMessages, true)))) > 0
  );
}
