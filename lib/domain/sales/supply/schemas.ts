import { z } from 'zod';
import { hasRechargeAmount, rechargeMethods } from '@/lib/core/entities/recharge-card';
import { instant } from '@/lib/core/instant';
import { isStorable } from '@/lib/core/storable-text';
import { requiredReason } from '@/lib/domain/sales/reason';
import { comparedDays } from './filters';

export const setMaintenanceInput = z.object({ maintenance: z.boolean() });

/** What Khalti says of a reference; `unanswered` when it could not be asked. */
const bookKinds = ['succeeded', 'failed', 'processing', 'invalid_reference', 'unanswered'] as const;

const theirBook = z.object({
  reference: z.string().refine(isStorable),
  kind: z.enum(bookKinds),
  amountPaisa: z.number().nullable(),
  /** What it gave back; left out where the answer does not say. */
  refundedPaisa: z.number().optional(),
  /** Only whole books have it. */
  pin: z.string().nullish(),
});
/** What the supplier says of one of its references. */
export type TheirBook = z.output<typeof theirBook>;

export const askComparisonInput = z.object({ days: z.literal(comparedDays).default(1) });

export const closeDifferenceInput = z.object({
  id: z.number().int().positive(),
  note: requiredReason('Say what was done: it stays with the difference.'),
});

export const compareBooksInput = z.object({
  /** Sales that were made from here on, and before `until`. */
  from: instant,
  until: instant,
  /** Sales of other days that are asked about, too. */
  saleIds: z.array(z.number().int().positive()).readonly().default([]),
  signal: z.instanceof(AbortSignal).optional(),
  /** The supplier's whole books, where they can be had; else it is asked about the sales of the span. */
  books: z.array(theirBook).readonly().optional(),
});

export const sellRechargeCardInput = z
  .object({ method: z.enum(rechargeMethods), amountPaisa: z.number().int().positive() })
  .refine(({ method, amountPaisa }) => hasRechargeAmount(method, amountPaisa / 100), {
    path: ['amountPaisa'],
    message: 'There is no such card. Choose one of its amounts.',
  });
