import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import type { MessageChannel } from '@/lib/adapters/messaging/fill-message';
import { erasedContact, isContact } from '@/lib/core/erased-contact';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import { formatPhone } from '@/lib/core/phone';
import { countUse } from '@/lib/domain/access/limits/count-use';
import { customerEmail, customerPhone } from '@/lib/domain/sales/contact-input';
import {
  carriesPin,
  type DeliverySummary,
  summaryColumns,
  toSummary,
} from '@/lib/domain/sales/deliveries/delivery-summary';
import { enqueueSending, sendingJobOf } from '@/lib/domain/sales/deliveries/enqueue-sending';
import { type DeliveryOfSale, getDeliveryOfSale } from '@/lib/domain/sales/deliveries/get-delivery-of-sale';
import { resendDeliveryInput } from '@/lib/domain/sales/deliveries/schemas';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { addSaleNote } from './change-sale';

const resendsPerHour = 5;

/**
 * Sends a sale's message once more, to the contact that the sale has or to a corrected one, which the sale has from then on; its
 * timeline keeps the one before. What still waited to be sent on this channel is replaced, so that nothing goes to the number
 * that was wrong. To another contact it is a reveal of the PIN: allowed to the seller, and with a reason to people who can reveal the PINs of others.
 * @throws Forbidden, NotFound, Invalid, Conflict (the sale has no PIN, or its contact was erased), RateLimited (5 an hour for one sale)
 */
export const resendDelivery = operation(
  'sales.sell',
  resendDeliveryInput,
  async (ctx: Context<UserActor>, input): Promise<DeliverySummary> => {
    const { saleId, channel, goodwillCodeId } = await readResend(ctx.db, ctx.actor, input);
    const now = ctx.now();
    await limitAttempts(ctx.db, now, [{ key: `resend:${saleId}`, limit: resendsPerHour, windowSeconds: 3600 }]);
    return inTransaction(ctx, async (tx) => {
      await tx.db.select({ id: sales.id }).from(sales).where(eq(sales.id, saleId)).for('no key update');
      // Read once the lock is there: an erasure of the customer may have held it.
      const { recipient, current, isOther } = await readResend(tx.db, tx.actor, input);
      if (isOther) {
        await countUse(tx, { kind: 'reveal', key: randomUUID(), reason: input.reason });
        await keepCorrected(tx, { saleId, channel, recipient, before: current });
      }
      await tx.db
        .update(deliveries)
        .set({ state: 'failed', error: 'superseded', updatedAt: now })
        .where(
          and(
            eq(deliveries.saleId, saleId),
            eq(deliveries.channel, channel),
            eq(deliveries.state, 'queued'),
            goodwillCodeId === null ? carriesPin : eq(deliveries.goodwillCodeId, goodwillCodeId),
          ),
        );
      const [made] = await tx.db
        .insert(deliveries)
        .values({ saleId, goodwillCodeId, channel, recipient, createdAt: now, updatedAt: now })
        .returning(summaryColumns);
      if (!made) throw new Error('The message was not written.');
      await enqueueSending(tx.db, [made.id], sendingJobOf({ goodwillCodeId }));
      await recordAudit(tx, {
        action: 'delivery.resent',
        subjectKind: 'sale',
        subjectId: saleId,
        data: {
          deliveryId: made.id,
          channel,
          corrected: isOther,
          ...(isOther && input.reason ? { reason: input.reason } : {}),
        },
      });
      return toSummary(made);
    });
  },
  { freshProof: 'after_away' },
);

/** What is sent again, and where. @throws Forbidden, NotFound, Invalid, Conflict */
async function readResend(db: Executor, actor: UserActor, input: z.output<typeof resendDeliveryInput>) {
  const earlier = await getDeliveryOfSale(db, input.deliveryId);
  const { saleId, channel, goodwillCodeId } = earlier;
  if (goodwillCodeId !== null) return readGoodwillResend(earlier, input.recipient);
  const current = (channel === 'sms' ? earlier.phone : earlier.email) ?? earlier.recipient;
  const recipient = input.recipient === undefined ? current : parseRecipient(channel, input.recipient);
  if (recipient === erasedContact) {
    throw new Conflict('contact_erased', 'The contact of this sale was erased. Enter where to send it.');
  }
  const isOther = recipient !== current;
  if (isOther) await assertMaySendElsewhere(db, actor, earlier.sellerId, input.reason);
  if (earlier.saleState !== 'succeeded') {
    throw new Conflict('sale_without_pin', 'This sale has no PIN, so there is nothing to send.');
  }
  return { saleId, channel, goodwillCodeId, recipient, current, isOther };
}

/** A goodwill code belongs to the customer that it was given to: it goes there again, whatever became of the sale. @throws Conflict, Invalid */
function readGoodwillResend(earlier: DeliveryOfSale, corrected: string | undefined) {
  const { saleId, channel, goodwillCodeId, recipient } = earlier;
  if (recipient === erasedContact) throw new Conflict('contact_erased', 'The contact of this code was erased.');
  if (corrected !== undefined && parseRecipient(channel, corrected) !== recipient) {
    throw new Invalid({
      recipient: ['A goodwill code is sent again to the same contact only. Give another code instead.'],
    });
  }
  return { saleId, channel, goodwillCodeId, recipient, current: recipient, isOther: false };
}

type Correction = { saleId: number; channel: MessageChannel; recipient: string; before: string };

/** The sale has another contact from then on; its timeline keeps the one before, unless that was erased. */
export async function keepCorrected(tx: Context, { saleId, channel, recipient, before }: Correction): Promise<void> {
  const [set, what, was] =
    channel === 'sms'
      ? [{ phone: recipient }, 'phone number', formatPhone(before)]
      : [{ email: recipient }, 'email address', before];
  await tx.db.update(sales).set(set).where(eq(sales.id, saleId));
  const note = isContact(before) ? `The ${what} was corrected. It was ${was}.` : `The sale was given another ${what}.`;
  await addSaleNote(tx, { id: saleId, state: 'succeeded' }, note);
}

/** @throws Forbidden, Invalid (no reason) */
export async function assertMaySendElsewhere(
  db: Executor,
  actor: UserActor,
  sellerId: number | null,
  reason: string | undefined,
): Promise<void> {
  const rule = revealRule(actor, sellerId);
  if (rule === 'forbidden') {
    const others = await nameRolesThatCan(db, 'sales.reveal');
    throw new Forbidden(
      `Only the seller can send this PIN to another contact, and ${others} with a reason. You can send it to the same one.`,
    );
  }
  if (rule === 'with_reason' && !reason) {
    throw new Invalid({ reason: ['Say why the PIN of a sale that is not yours goes to another contact.'] });
  }
}

function parseRecipient(channel: MessageChannel, input: string): string {
  const parsed = (channel === 'sms' ? customerPhone : customerEmail).safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Invalid({ recipient: parsed.error.issues.map(({ message }) => message) });
}
