import { z } from 'zod';
import { emptyAsAbsent } from '@/lib/core/empty-as-absent';

export const revealSalePinInput = z.object({
  saleId: z.number().int().positive(),
  reason: z.preprocess(emptyAsAbsent, z.string().trim().max(200, 'At most 200 characters.').optional()),
});
export type RevealSalePinInput = z.output<typeof revealSalePinInput>;
