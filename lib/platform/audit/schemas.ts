import { z } from 'zod';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { instant } from '@/lib/core/instant';
import { activityFilters } from './filters';

/** What a list shows, without its page: what an export has. */
export const activityFilter = z.object({
  ...filterSchemas(activityFilters),
  /** Of this coupon and of its codes; takes precedence over the subject. */
  couponId: z.coerce.number().int().positive().optional(),
});

export const listActivityInput = activityFilter.extend({
  /** The id of the last event of the page before. */
  before: z.coerce.number().int().positive().optional(),
});

export const summarizeChangesInput = z.object({ from: instant, to: instant });
