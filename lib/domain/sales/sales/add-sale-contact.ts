import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import type { MessageChannel } from '@/lib/adapters/messaging/fill-message';
import { isContact } from '@/lib/core/erased-contact';
import { Conflict, Invalid } from '@/lib/core/errors';
import { countUse } from '@/lib/domain/access/limits/count-use';
import { carriesPin } from '@/lib/domain/sales/deliveries/delivery-summary';
import { enqueueSending } from '@/lib/domain/sales/deliveries/enqueue-sending';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { addSaleNote, lockSale } from './change-sale';
import { assertMaySendElsewhere, keepCorrected } from './resend-delivery';
import { addSaleContactInput } from './schemas';

/**
 * Gives a sale that has none, or none any more, a phone number or an email address, and sends its PIN there; to the one that it
 * has, too, where no message to it is kept that could be sent again. Elsewhere it is a reveal of the PIN: allowed to the seller,
 * and with a reason to people who can reveal the PINs of others.
 * @throws Forbidden, NotFound, Invalid (no reason; the sale has such a contact), Conflict (`sale_without_pin`, `limit_reason`,
 * `limit_stop`)
 */
export const addSaleContact = operation(
  'sales.sell',
  addSaleContactInput,
  (ctx: Context<UserActor>, { saleId, phone, email, reason }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      const given = [
        ...(phone ? [{ channel: 'sms' as const, recipient: phone, before: sale.phone }] : []),
        ...(email ? [{ channel: 'email' as const, recipient: email, before: sale.email }] : []),
      ];
      const isElsewhere = given.some(({ recipient, before }) => recipient !== before);
      if (isElsewhere) await assertMaySendElsewhere(tx.db, tx.actor, sale.sellerId, reason);
      if (sale.state !== 'succeeded') {
        throw new Conflict('sale_without_pin', 'This sale has no PIN, so there is nothing to send.');
      }
      await assertNothingToResend(tx, saleId, given);
      if (isElsewhere) await countUse(tx, { kind: 'reveal', key: randomUUID(), reason });
      const at = tx.now();
      for (const { channel, recipient, before } of given) {
        if (isContact(before) && recipient !== before) await keepCorrected(tx, { saleId, channel, recipient, before });
      }
      await tx.db
        .update(sales)
        .set({ ...(phone ? { phone } : {}), ...(email ? { email } : {}) })
        .where(eq(sales.id, saleId));
      const made = await tx.db
        .insert(deliveries)
        .values(given.map(({ channel, recipient }) => ({ saleId, channel, recipient, createdAt: at, updatedAt: at })))
        .returning({ id: deliveries.id });
      await enqueueSending(
        tx.db,
        made.map(({ id }) => id),
      );
      const note = isElsewhere
        ? 'A contact was given after the sale, and the PIN sent to it.'
        : 'The PIN was sent again to the contact of the sale.';
      await addSaleNote(tx, sale, note);
      const data = { channels: given.map(({ channel }) => channel), ...(reason ? { reason } : {}) };
      await recordAudit(tx, { action: 'sale.contact_added', subjectKind: 'sale', subjectId: saleId, data });
      return { id: saleId };
    }),
  { freshProof: 'after_away' },
);

type Given = { channel: MessageChannel; recipient: string; before: string | null };

/** A message that is kept is sent again, with its own rule of how often. @throws Invalid */
async function assertNothingToResend(tx: Context, saleId: number, given: Given[]): Promise<void> {
  const kept = await tx.db
    .selectDistinct({ channel: deliveries.channel })
    .from(deliveries)
    .where(and(eq(deliveries.saleId, saleId), carriesPin));
  for (const { channel, before } of given) {
    if (!isContact(before) || !kept.some((message) => message.channel === channel)) continue;
    const [field, what] = channel === 'sms' ? ['phone', 'a phone number'] : ['email', 'an email address'];
    throw new Invalid({ [field]: [`It has ${what}: send the message again instead.`] });
  }
}
