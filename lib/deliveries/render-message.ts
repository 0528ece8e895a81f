import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction, type UserActor } from '@/lib/context';
import { emailSubject, emailText, smsText } from '@/lib/messaging/message-texts';
import { revealSalePin } from '@/lib/sales/reveal-sale-pin';
import { getSettings } from '@/lib/settings/get-settings';
import type { DeliveryChannel } from './delivery-summary';
import { getDeliveryOfSale } from './get-delivery-of-sale';
import type { RenderMessageInput } from './schemas';

export type RenderedMessage = { channel: DeliveryChannel; recipient: string; subject: string | null; text: string };

/**
 * The message in clear, for staff to copy when it could not be sent. It shows the PIN, so it is a reveal of it: the same
 * people may, and the same audit row is written.
 * @throws Forbidden, NotFound, Invalid (no reason), Conflict `no_pin`
 */
export async function renderMessage(
  ctx: Context<UserActor>,
  { deliveryId, reason }: RenderMessageInput,
): Promise<RenderedMessage> {
  assertCan(ctx, 'sales.sell');
  return inTransaction(ctx, async (tx) => {
    const { saleId, channel, recipient } = await getDeliveryOfSale(tx.db, deliveryId);
    const { pin } = await revealSalePin(tx, { saleId, reason });
    if (channel === 'sms') return { channel, recipient, subject: null, text: smsText(pin) };
    const { companyName } = await getSettings(tx.db);
    return { channel, recipient, subject: emailSubject, text: emailText({ pin, companyName }) };
  });
}
