import { z } from 'zod';

const id = z.number().int().positive();
const blankAsAbsent = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);

/** Why somebody other than the seller has to see the PIN, or where it goes. */
const reason = z.preprocess(blankAsAbsent, z.string().trim().max(200, 'At most 200 characters.').optional());

export const renderMessageInput = z.object({ deliveryId: id, reason });
export type RenderMessageInput = z.output<typeof renderMessageInput>;

export const resendDeliveryInput = z.object({
  deliveryId: id,
  /** A corrected phone number or email address; left out or empty, the message goes to the same one again. */
  recipient: z.preprocess(
    blankAsAbsent,
    z.string().trim().max(254, 'That is too long for a phone number or an email address.').optional(),
  ),
  reason,
});
/** After a bounce: there is no sense in the same address. */
export const resendElsewhereInput = resendDeliveryInput.extend({
  recipient: z.string().trim().min(1, 'Enter another address.').max(254, 'That is too long for an address.'),
});
export type ResendDeliveryInput = z.output<typeof resendDeliveryInput>;

export const listDeliveriesInput = z.object({ saleId: z.coerce.number().int().positive() });

export const sendTestSmsInput = z.object({
  channel: z.literal('sms'),
  phone: z.string().trim().min(1, 'Enter your phone number.').max(40, 'That is too long for a phone number.'),
});
export const sendTestMessageInput = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('email') }),
  sendTestSmsInput,
]);
export type SendTestMessageInput = z.output<typeof sendTestMessageInput>;
