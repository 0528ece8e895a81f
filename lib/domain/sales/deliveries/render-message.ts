import { fillMessage, type MessageChannel } from '@/lib/adapters/messaging/fill-message';
import { NotFound } from '@/lib/core/errors';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { composeMessage } from './compose-message';
import { getDeliveryOfSale } from './get-delivery-of-sale';
import { renderMessageInput } from './schemas';

export type RenderedMessage = { channel: MessageChannel; recipient: string; subject: string | null; text: string };

/**
 * The message in clear as it would go out now, for staff to copy when it could not be sent. It shows the PIN, so it is a
 * reveal of it: allowed to the same people, and with the same audit row.
 * @throws Forbidden, NotFound, Invalid (no reason), Conflict (`no_pin`, `unreadable`)
 */
export const renderMessage = operation(
  'sales.sell',
  renderMessageInput,
  async (ctx: Context<UserActor>, { deliveryId, reason }): Promise<RenderedMessage> => {
    return inTransaction(ctx, async (tx) => {
      const { saleId, channel, recipient, goodwillCodeId } = await getDeliveryOfSale(tx.db, deliveryId);
      if (goodwillCodeId !== null) throw new NotFound('This message of a PIN');
      const { pin } = await revealSalePin(tx, { saleId, reason });
      const { template, facts } = await composeMessage(tx.db, { saleId, channel, pin });
      return { channel, recipient, ...fillMessage(template, facts) };
    });
  },
);
