import { z } from 'zod';

export const topUpCreditInput = z.object({
  integratorId: z.number().int().positive(),
  amountPaisa: z
    .number('Enter an amount in rupees.')
    .int('Enter an amount in rupees with at most two decimals.')
    .min(1, 'The amount is more than nought.')
    .max(100_000_000_000, 'The amount is at most Rs 1,000,000,000.'),
  reason: z.string().trim().min(1, 'Say where the money came from.').max(200, 'At most 200 characters.'),
});
export type TopUpCreditInput = z.output<typeof topUpCreditInput>;
