import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { fieldSchemas, newFieldSchemas } from '@/lib/core/entities/schemas';
import { normalizeName } from '@/lib/core/normalize-text';
import { type CouponProblem, couponProblems } from './coupon-problems';
import { couponRuleProblems } from './coupon-rules';
import { couponDates, couponSorts, linkKinds, linkSides } from './filters';

/** The schema of a new coupon, its refusals in these words. Every bad field is named at once. */
export function newCouponInput(words: Record<CouponProblem, string>) {
  return z.object(newFieldSchemas(couponFields, words)).superRefine(
    (coupon, refinement) => {
      for (const [field, messages] of Object.entries(couponRuleProblems(coupon, words))) {
        for (const message of messages) refinement.addIssue({ code: 'custom', path: [field], message });
      }
    },
    // Also when another field is wrong.
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
}

export const createCouponInput = newCouponInput(couponProblems);
export type CreateCouponInput = z.output<typeof createCouponInput>;

const couponId = z.int().positive();

/** Only the keys given change. `version` is the one that was read: a coupon changed since then is not overwritten. */
export const updateCouponInput = z
  .object({ id: couponId, version: z.int().positive(), ...fieldSchemas(couponFields, couponProblems) })
  .partial()
  .required({ id: true });
export type UpdateCouponInput = z.output<typeof updateCouponInput>;

export const couponInput = z.object({ id: couponId });

/** `version` is the one that was read: a coupon changed since then is not deleted. */
export const deleteCouponInput = couponInput.extend({ version: z.int().positive().optional() });

export const getCouponInput = z.object({ id: couponId, withDeleted: z.boolean().default(false) });

export const duplicateCouponInput = createCouponInput.safeExtend({ sourceId: couponId });

const linkedIds = z.array(couponId).max(1000, 'must be at most 1000').default([]);
const links = { userGroupIds: linkedIds, tvodPriceIds: linkedIds };

/** The schema of a new coupon with what it is limited to, its refusals in these words. */
export const newLinkedCouponInput = (words: Record<CouponProblem, string>) => newCouponInput(words).safeExtend(links);
export const createLinkedCouponInput = newLinkedCouponInput(couponProblems);
export type CreateLinkedCouponInput = z.output<typeof createLinkedCouponInput>;

export const couponActions = ['switchOn', 'switchOff', 'delete', 'restore'] as const;
export type CouponAction = (typeof couponActions)[number];

export const changeCouponsInput = z.object({
  ids: z
    .array(couponId)
    .min(1, 'must name at least one coupon')
    .max(1000, 'must be at most 1000 coupons')
    .transform((ids) => [...new Set(ids)]),
  action: z.enum(couponActions, `must be one of ${couponActions.join(', ')}`),
});
export type ChangeCouponsInput = z.output<typeof changeCouponsInput>;

const searched = z
  .string()
  .max(200, 'must be at most 200 characters')
  .transform((text) => text.replaceAll('\0', '').trim());

export const countCouponsInput = z.object({
  q: searched.optional(),
  ...z.object(fieldSchemas(couponFilters, couponProblems)).partial().shape,
  /** The bin: deleted coupons instead of live ones. */
  deleted: z.boolean().default(false),
  /** What `from` and `to` are about; both are whole days in the settings' zone, and both belong to what is found. */
  date: z.enum(couponDates, `must be one of ${couponDates.join(', ')}`).default('expiration_date'),
  from: calendarDay.optional(),
  to: calendarDay.optional(),
});
export type CouponFilters = z.input<typeof countCouponsInput>;

export const listCouponsInput = countCouponsInput.extend({
  sort: z.enum(couponSorts, `must be one of ${couponSorts.join(', ')}`).default('-created_at'),
  /** A cursor of an earlier answer; wins over `page`. */
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});

/** Of a partner's own company. */
export const ownCouponFilter = z.object({ q: searched.optional() });
export const listOwnCouponsInput = ownCouponFilter.extend({ after: z.string().max(1000).optional() });

export const linkFilters = {
  couponId,
  /** Part of the name. */
  name: searched.overwrite(normalizeName).optional(),
};

export const summarizeLinksInput = z.object({ kind: z.enum(linkKinds), ...linkFilters });

export const linkUserGroupInput = z.object({ couponId, userGroupId: z.int().positive() });
export const linkTvodPriceInput = z.object({ couponId, tvodPriceId: z.int().positive() });

/** Of what is linked alone. */
export const exportLinksInput = z.object(linkFilters);

export const listLinksInput = z.object({
  ...linkFilters,
  /** One side alone; without it both, the linked ones first. */
  side: z.enum(linkSides).optional(),
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});
export type ListLinksInput = z.input<typeof listLinksInput>;

export const changeLinksInput = z.object({
  couponId,
  kind: z.enum(linkKinds),
  action: z.enum(['link', 'unlink']),
  ids: z.array(z.int().positive()).min(1).max(10_000),
  /** Refuses to unlink the last one, which opens the coupon to everyone. */
  keepLimited: z.boolean().default(false),
  /** For an undo: what was linked a moment ago is put back even when it is archived. */
  withArchived: z.boolean().default(false),
});
export type ChangeLinksInput = z.input<typeof changeLinksInput>;

/** The same before it is done. */
export const replayLinksInput = changeLinksInput.pick({ couponId: true, kind: true, action: true, ids: true });
