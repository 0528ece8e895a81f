import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { normalizeExternalId } from '@/lib/core/normalize-text';
import { redemptionStates } from './schemas';

const idText = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional();
const filterFields = {
  /** A part of a user's id, in any case, or the last four of a code. Never a whole code. */
  search: z
    .string()
    .max(200)
    .transform((text) => normalizeExternalId(text.replaceAll('\0', '').toWellFormed()))
    .optional(),
  state: z.enum(redemptionStates).optional(),
  couponId: idText,
  codeId: idText,
  integratorId: idText,
  /** Whole days in the organization's time zone, both included. */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
};

/** Which redemptions the desk means; numbers may come as text, from a URL. */
export const redemptionFilter = z.object(filterFields);
export type RedemptionFilter = z.output<typeof redemptionFilter>;
export const listRedemptionChoicesInput = redemptionFilter.pick({ couponId: true, codeId: true });
export type RedemptionFilterInput = z.input<typeof redemptionFilter>;

export const redemptionSorts = ['newest', 'oldest'] as const;
export const browseRedemptionsInput = z.object({
  ...filterFields,
  sort: z.enum(redemptionSorts).default('newest'),
  /** A cursor of an earlier answer. */
  after: z.string().max(1000).optional(),
});
export type BrowseRedemptionsInput = z.input<typeof browseRedemptionsInput>;

export const normalizeRedemptionSearchInput = z.object({
  text: z
    .string()
    .max(200)
    .transform((text) => text.toWellFormed())
    .pipe(z.string().trim().min(1)),
});
