import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { normalizeExternalId } from '@/lib/core/normalize-text';
import { redemptionFilters, redemptionSorts } from './filters';

const filterFields = {
  ...filterSchemas(redemptionFilters),
  /** A part of a user's id, in any case, or the last four of a code. Never a whole code. */
  search: z
    .string()
    .max(200)
    .transform((text) => normalizeExternalId(text.replaceAll('\0', '').toWellFormed()))
    .optional(),
  /** Whole days in the organization's time zone, both included. */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
};

/** Which redemptions the desk means; numbers may come as text, from a URL. */
export const redemptionFilter = z.object(filterFields);
export type RedemptionFilter = z.output<typeof redemptionFilter>;
export const listRedemptionChoicesInput = redemptionFilter.pick({ couponId: true, codeId: true });
export type RedemptionFilterInput = z.input<typeof redemptionFilter>;

export const browseRedemptionsInput = z.object({
  ...filterFields,
  sort: z.enum(redemptionSorts).default('newest'),
  /** A cursor of an earlier answer. */
  after: z.string().max(1000).optional(),
});
export type BrowseRedemptionsInput = z.input<typeof browseRedemptionsInput>;

export const browseOwnRedemptionsInput = browseRedemptionsInput.pick({ state: true, after: true });
/** What a partner's list shows, without its page: what an export has. */
export const ownRedemptionFilter = redemptionFilter.pick({ state: true });

export const normalizeRedemptionSearchInput = z.object({
  text: z
    .string()
    .max(200)
    .transform((text) => text.toWellFormed())
    .pipe(z.string().trim().min(1)),
});
