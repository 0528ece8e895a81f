import { z } from 'zod';
import { instant } from '@/lib/core/instant';
import { isStorable } from '@/lib/core/storable-text';

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

export const compareBooksInput = z.object({
  /** Sales that were made from here on, and before `until`. */
  from: instant,
  until: instant,
  /** The supplier's whole books, where they can be had; else it is asked about the sales of the span. */
  books: z.array(theirBook).readonly().optional(),
});
