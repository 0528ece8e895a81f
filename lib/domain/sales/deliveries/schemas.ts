import { z } from 'zod';
import { optionalText } from '@/lib/core/optional-text';
import { optionalReason } from '@/lib/domain/sales/reason';

const id = z.number().int().positive();

/** `reason`: why somebody other than the seller has to see the PIN, or send it elsewhere. */
export const renderMessageInput = z.object({ deliveryId: id, reason: optionalReason });

export const resendDeliveryInput = z.object({
  deliveryId: id,
  /** A corrected phone number or email address; left out or empty, the message goes to the same one again. */
  recipient: optionalText(z.string().trim().max(254, 'That is too long for a phone number or an email address.')),
  reason: optionalReason,
});
/** After a bounce: the same address would bounce again. */
export const resendElsewhereInput = resendDeliveryInput.extend({
  recipient: z.string().trim().min(1, 'Enter another address.').max(254, 'That is too long for an address.'),
});

/** The sale of the messages; the number can come as text, from a URL. */
export const saleMessagesInput = z.object({ saleId: z.coerce.number<number | string>().int().positive() });

export const sendTestSmsInput = z.object({
  channel: z.literal('sms'),
  phone: z.string().trim().min(1, 'Enter your phone number.').max(40, 'That is too long for a phone number.'),
});
export const sendTestMessageInput = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('email') }),
  sendTestSmsInput,
]);
