import { z } from 'zod';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { tillMethods } from '@/lib/core/entities/payment-method';
import { pageLimit } from '@/lib/core/page-limit';
import { optionalReason } from '@/lib/domain/sales/reason';
import { shiftFilters } from './filters';

/** Sums of a till are exact far above it. */
const mostPaisa = 100_000_000_000;
const tooMuch = 'The amount is at most Rs 1,000,000,000.';
const wrongAmount = 'Enter an amount from Rs 0 on.';
/** In paisa. */
const amount = z.number(wrongAmount).int(wrongAmount).min(0, wrongAmount).max(mostPaisa, tooMuch);
const tooMuchCounted = 'The amount is at most Rs 10,000,000,000.';
/** What was counted can be below 0: more was given back by a method than was taken. */
const countedAmount = z
  .number('Enter what you counted.')
  .int('Enter what you counted.')
  .min(-10 * mostPaisa, tooMuchCounted)
  .max(10 * mostPaisa, tooMuchCounted);

const shiftId = z.number().int().positive();

export const shiftInput = z.object({ shiftId });

export const openShiftInput = z.object({ floatPaisa: amount });

export const closeShiftInput = shiftInput.extend({
  /** The newest entry that the person saw: what is sold meanwhile asks them to look again. 0 for none. */
  seenEntryId: z.number().int().nonnegative(),
  counted: z.partialRecord(z.enum(tillMethods), countedAmount),
  note: optionalReason,
});

const filterFields = {
  ...filterSchemas({ ...shiftFilters, sellerId: { kind: 'id' }, shiftId: { kind: 'id' } }),
};
export const shiftFilter = z.object(filterFields);
export type ShiftFilter = z.output<typeof shiftFilter>;

export const listShiftsInput = z.object({
  ...filterFields,
  after: z.string().max(1000).optional(),
  limit: pageLimit,
});
