import { z } from 'zod';

const id = z.number().int().positive();
const blankAsAbsent = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);

export const renderMessageInput = z.object({
  deliveryId: id,
  /** Why somebody other than the seller has to see the PIN. */
  reason: z.preprocess(blankAsAbsent, z.string().trim().max(200, 'At most 200 characters.').optional()),
});
export type RenderMessageInput = z.output<typeof renderMessageInput>;

export const resendDeliveryInput = z.object({
  deliveryId: id,
  /** A corrected phone number or email address; left out or empty, the message goes to the same one again. */
  recipient: z.preprocess(
    blankAsAbsent,
    z.string().trim().max(254, 'That is too long for a phone number or an email address.').optional(),
  ),
});
export type ResendDeliveryInput = z.output<typeof resendDeliveryInput>;

export const listDeliveriesInput = z.object({ saleId: z.coerce.number().int().positive() });
