import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction, type UserActor } from '@/lib/context';
import { fillMessage, type MessageChannel } from '@/lib/messaging/message-template';
import { revealSalePin } from '@/lib/sales/reveal-sale-pin';
import { composeMessage } from './compose-message';
import { getDeliveryOfSale } from './get-delivery-of-sale';
import type { RenderMessageInput } from './schemas';

export type RenderedMessage = { channel: MessageChannel; recipient: string; subject: string | null; text: string };

/**
 * The message in clear as it would go out now, for staff to copy when it could not be sent. It shows the PIN, so it is a reveal of it: the same
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
    const { template, facts } = await composeMessage(tx.db, { saleId, channel, pin });
    return { channel, recipient, ...fillMessage(template, facts) };
  });
}
