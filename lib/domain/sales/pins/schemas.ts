import { z } from 'zod';
import { optionalReason } from '@/lib/domain/sales/reason';

export const revealSalePinInput = z.object({
  saleId: z.number().int().positive(),
  reason: optionalReason,
});
