import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { requiredReason } from '@/lib/domain/sales/reason';

const mostPaisa = 100_000_000_000;
const integratorId = z.number().int().positive();
const rupees = z.number('Enter an amount in rupees.').int('Enter an amount in rupees with at most two decimals.');

export const topUpCreditInput = z.object({
  integratorId,
  amountPaisa: rupees.min(1, 'Enter an amount above 0.').max(mostPaisa, 'The amount is at most Rs 1,000,000,000.'),
  reason: requiredReason('Say where the money came from.'),
  /** What a partner asked for, and gets with it. */
  requestId: z.number().int().positive().optional(),
});

export const askForCreditInput = z.object({
  amountPaisa: topUpCreditInput.shape.amountPaisa,
  note: requiredReason('Say what it is for, or how you paid: who gives it reads this.'),
});

export const creditRequestInput = z.object({ id: z.number().int().positive() });

export const refuseCreditRequestInput = creditRequestInput.extend({
  reason: requiredReason('Say why not: the partner reads it.'),
});

export const correctCreditInput = z.object({
  integratorId,
  amountPaisa: rupees
    .min(-mostPaisa, 'At most Rs 1,000,000,000 either way.')
    .max(mostPaisa, 'At most Rs 1,000,000,000 either way.')
    .refine((amount) => amount !== 0, 'Enter what to add, or with a minus what to take.'),
  reason: requiredReason('Say what was wrong: it stays in the statement.'),
});

export const setCreditTermsInput = z.object({
  integratorId,
  /** How far the credit can be overdrawn. */
  limitPaisa: rupees.min(0, 'The limit is not negative.').max(mostPaisa, 'The limit is at most Rs 1,000,000,000.'),
  /** Below this amount the desk is warned; null: never. */
  lowCreditPaisa: rupees
    .min(0, 'The amount is not negative.')
    .max(mostPaisa, 'The amount is at most Rs 1,000,000,000.')
    .nullable(),
});

/** Whole days in the organization's time zone, both included. */
const statementDay = calendarDay.optional();

const ofIntegrator = { integratorId: z.coerce.number<number | string>().int().positive() };
const statementSpan = z.object({
  from: statementDay,
  to: statementDay,
  /** Keyset: entries older than this one. */
  before: z.coerce.number<number | string>().int().positive().optional(),
});

/** Of days the wrong way round there is neither an opening nor a closing credit. */
const inOrder: [
  (span: Pick<z.output<typeof statementSpan>, 'from' | 'to'>) => boolean,
  { path: string[]; error: string },
] = [({ from, to }) => !from || !to || from <= to, { path: ['to'], error: 'Give a day that is not before the first.' }];

/** Which part of a statement; numbers can come as text, from a URL. */
export const ownStatementInput = statementSpan.refine(...inOrder);
export const creditStatementInput = statementSpan.extend(ofIntegrator).refine(...inOrder);
/** A file has no pages. */
export const ownStatementFileInput = statementSpan.omit({ before: true }).refine(...inOrder);
export const statementFileInput = statementSpan
  .omit({ before: true })
  .extend(ofIntegrator)
  .refine(...inOrder);
export type CreditStatementInput = z.input<typeof creditStatementInput>;
