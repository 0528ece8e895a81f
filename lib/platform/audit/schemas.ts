import { z } from 'zod';
import { instant } from '@/lib/core/instant';

export const listActivityInput = z.object({
  subjectKind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  subjectId: z.coerce.number().int().positive().optional(),
  /** `user:3`, `key:5` or `system`. */
  actor: z
    .string()
    .regex(/^((user|key):[1-9]\d{0,14}|system)$/)
    .optional(),
  /** Of this coupon and of its codes; takes precedence over the subject. */
  couponId: z.coerce.number().int().positive().optional(),
  /** The id of the last event of the page before. */
  before: z.coerce.number().int().positive().optional(),
});

export const summarizeChangesInput = z.object({ from: instant, to: instant });
