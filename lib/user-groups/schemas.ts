import { z } from 'zod';

export const createUserGroupInput = z.object({
  name: z
    .string("can't be blank")
    .trim()
    .min(1, "can't be blank")
    .max(200, 'must be at most 200 characters')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text'),
});
export type CreateUserGroupInput = z.output<typeof createUserGroupInput>;

export const listUserGroupsInput = z.object({
  /** Tells which are linked to this coupon, and puts those first. */
  couponId: z.int().positive().optional(),
  /** Part of the name. */
  name: z
    .string()
    .max(200)
    .transform((text) => text.replaceAll('\0', '').trim())
    .optional(),
  linkedOnly: z.boolean().default(false),
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});
export type ListUserGroupsInput = z.input<typeof listUserGroupsInput>;
