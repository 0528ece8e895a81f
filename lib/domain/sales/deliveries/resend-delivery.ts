import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { deliveries } from '@/db/schema/sales';
import type { MessageChannel } from '@/lib/adapters/messaging/fill-message';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import { parseNepaliMobile } from '@/lib/core/phone';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { nameRolesThatCan } from '@/lib/platform/context/permissions';
import { enqueue } from '@/lib/platform/jobs/queue';
import { type DeliverySummary, summaryColumns, toSummary } from './delivery-summary';
import { getDeliveryOfSale } from './get-delivery-of-sale';
import { resendDeliveryInput } from './schemas';

const resendsPerHour = 5;

/**
 * Sends a sale's message once more, to the same or a corrected contact; the purchase stays the one it was. What still
 * waited to be sent on this channel is replaced, so that nothing goes to the number that was wrong. To another contact it
 * is a reveal of the PIN: allowed to the seller, and with a reason to people who can reveal codes.
 * @throws Forbidden, NotFound, Invalid, Conflict (the sale has no PIN), RateLimited (5 an hour for one sale)
 */
export const resendDelivery = operation(
  'sales.sell',
  resendDeliveryInput,
  async (ctx: Context<UserActor>, input): Promise<DeliverySummary> => {
    const earlier = await getDeliveryOfSale(ctx.db, input.deliveryId);
    const { saleId, channel } = earlier;
    const recipient = input.recipient === undefined ? earlier.recipient : parseRecipient(channel, input.recipient);
    const isOther = recipient !== earlier.recipient;
    if (isOther) assertMaySendElsewhere(ctx.actor, earlier.sellerId, input.reason);
    if (earlier.saleState !== 'succeeded') {
      throw new Conflict('sale_without_pin', 'This sale has no PIN, so there is nothing to send.');
    }
    const now = ctx.now();
    await limitAttempts(ctx.db, now, [{ key: `resend:${saleId}`, limit: resendsPerHour, windowSeconds: 3600 }]);
    return inTransaction(ctx, async (tx) => {
      await tx.db
        .update(deliveries)
        .set({ state: 'failed', error: 'superseded', updatedAt: now })
        .where(and(eq(deliveries.saleId, saleId), eq(deliveries.channel, channel), eq(deliveries.state, 'queued')));
      const [made] = await tx.db
        .insert(deliveries)
        .values({ saleId, channel, recipient, createdAt: now, updatedAt: now })
        .returning(summaryColumns);
      if (!made) throw new Error('The message was not written.');
      await enqueue(tx.db, 'send-delivery', { deliveryId: made.id, attempt: 1 });
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
);

function assertMaySendElsewhere(actor: UserActor, sellerId: number | null, reason: string | undefined): void {
  const rule = revealRule(actor, sellerId);
  if (rule === 'forbidden') {
    throw new Forbidden(
      `Only the seller and ${nameRolesThatCan('codes.reveal')} can send this PIN to another contact. You can send it to the same one.`,
    );
  }
  if (rule === 'with_reason' && !reason) {
    throw new Invalid({ reason: ['Say why the PIN of a sale that is not yours goes to another contact.'] });
  }
}

function parseRecipient(channel: MessageChannel, input: string): string {
  if (channel === 'sms') {
    const phone = parseNepaliMobile(input);
    if (phone) return phone;
    throw new Invalid({ recipient: ['Enter a Nepali mobile number of 10 digits, such as 984-1234567.'] });
  }
  const email = z.email().safeParse(input);
  if (email.success) return email.data;
  throw new Invalid({ recipient: ['Enter an email address, such as name@example.com.'] });
}
