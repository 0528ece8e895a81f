import { z } from 'zod';
import { type Filters, filterSchemas } from '@/lib/core/entities/filter';
import { instant } from '@/lib/core/instant';

/** What the list is narrowed by, in the order of its menus. */
export const activityFilters = {
  /** `user:3`, `key:5` or `system`. */
  actor: { kind: 'text', pattern: /^((user|key):[1-9]\d{0,14}|system)$/ },
  subjectKind: { kind: 'text', pattern: /^[a-z_]{1,40}$/, label: 'subject' },
  subjectId: { kind: 'id', label: 'subject' },
} as const satisfies Filters;

export const listActivityInput = z.object({
  ...filterSchemas(activityFilters),
  /** Of this coupon and of its codes; takes precedence over the subject. */
  couponId: z.coerce.number().int().positive().optional(),
  /** The id of the last event of the page before. */
  before: z.coerce.number().int().positive().optional(),
});

export const summarizeChangesInput = z.object({ from: instant, to: instant });
