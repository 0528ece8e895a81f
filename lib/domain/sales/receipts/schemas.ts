import { z } from 'zod';

export const printReceiptInput = z.object({ saleId: z.number().int().positive() });

export const checkReceiptInput = z.object({ token: z.string().max(200, 'This is no link of a receipt.') });
