import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { optionalReason } from '@/lib/domain/sales/reason';

export const revealSalePinInput = z.object({
  saleId: z.number().int().positive(),
  reason: optionalReason,
});

/** `customer`: their phone number or email address, `#12` for a sale, or a serial. `readable`: see `parseReadablePart`. */
export const findDamagedPinInput = z.object({
  customer: z
    .string()
    .trim()
    .min(1, 'Enter the customer’s phone number, a sale or a serial.')
    .max(254, 'That is too long.')
    .refine(isStorable, 'Enter the customer’s phone number, a sale or a serial.'),
  readable: z.string().trim().min(1, 'Enter what can be read of the PIN.').max(128, 'A PIN has at most 64 characters.'),
  reason: optionalReason,
});
