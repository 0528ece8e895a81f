import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { instantOrText } from '@/lib/core/instant';
import { type CouponProblem, couponProblems } from './coupon-problems';
import { couponRuleProblems } from './coupon-rules';

export const couponStatuses = ['available', 'unavailable'] as const;
export const couponDurations = ['once', 'repeating', 'forever'] as const;
export const couponSecurities = ['public', 'restricted'] as const;
export const couponStates = ['scheduled', 'active', 'expired', 'used_up', 'unavailable'] as const;
export const couponSorts = [
  '-created_at',
  'created_at',
  'code',
  '-code',
  'discount',
  '-discount',
  'redemptions',
  '-redemptions',
  'expiration_date',
  '-expiration_date',
  'updated_at',
  '-updated_at',
] as const;
/** Which of a coupon's dates a list is narrowed by. */
export const couponDates = ['created_at', 'release_date', 'expiration_date'] as const;
export type CouponState = (typeof couponStates)[number];
export type CouponSort = (typeof couponSorts)[number];

const text = /^(?:[^\p{Cc}\p{Cs}]|[\n\t\r])*$/u;

type Words = Record<CouponProblem, string>;

/** One schema a field, without defaults: a create fills them, an update takes what is sent. */
function fieldsIn(words: Words) {
  const time = instantOrText(words.time).nullable();
  return {
    code: z.string(words.codeShape).regex(/^[A-Za-z0-9_-]{1,64}$/, words.codeShape),
    status: z.enum(couponStatuses, words.status),
    discount: z.int(words.discount).min(1, words.discount).max(100, words.discount),
    duration: z.enum(couponDurations, words.duration),
    cycles: z.int(words.cycles).min(0, words.cycles).max(120, words.cycles),
    maxRedemptions: z.int(words.limit).min(1, words.limit).max(2_147_483_647, words.limit).nullable(),
    releaseAt: time,
    expiresAt: time,
    security: z.enum(couponSecurities, words.security),
    uniqueRedemption: z.boolean(words.boolean),
    /** Empty is none: it is then made from the discount. */
    description: z
      .string(words.description)
      .trim()
      .max(500, words.description)
      .regex(text, words.description)
      .transform((description) => description || null)
      .nullable(),
  };
}

/** The schema of a new coupon, its refusals in these words. Every bad field is told at once. */
export function newCouponInput(words: Words) {
  const fields = fieldsIn(words);
  const withDefaults = {
    ...fields,
    status: fields.status.default('available'),
    cycles: fields.cycles.default(0),
    maxRedemptions: fields.maxRedemptions.default(null),
    releaseAt: fields.releaseAt.default(null),
    expiresAt: fields.expiresAt.default(null),
    security: fields.security.default('public'),
    uniqueRedemption: fields.uniqueRedemption.default(false),
    description: fields.description.default(null),
  };
  return z.object(withDefaults).superRefine(
    (coupon, refinement) => {
      for (const [field, messages] of Object.entries(couponRuleProblems(coupon, words))) {
        for (const message of messages) refinement.addIssue({ code: 'custom', path: [field], message });
      }
    },
    // Also when another field is wrong.
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
}

export const couponFields = fieldsIn(couponProblems);
export const createCouponInput = newCouponInput(couponProblems);
export type CreateCouponInput = z.output<typeof createCouponInput>;

const couponId = z.int().positive();

/** Only the keys given change. `version` is the one that was read: a coupon changed since then is not overwritten. */
export const updateCouponInput = z
  .object({ id: couponId, version: z.int().positive(), ...couponFields })
  .partial()
  .required({ id: true });
export type UpdateCouponInput = z.output<typeof updateCouponInput>;

export const couponInput = z.object({ id: couponId });

export const getCouponInput = z.object({ id: couponId, withDeleted: z.boolean().default(false) });

export const duplicateCouponInput = createCouponInput.safeExtend({ sourceId: couponId });

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

export const couponFilters = {
  q: searched.optional(),
  status: couponFields.status.optional(),
  duration: couponFields.duration.optional(),
  security: couponFields.security.optional(),
  state: z.enum(couponStates, 'must be scheduled, active, expired, used_up or unavailable').optional(),
  /** The bin: deleted coupons instead of live ones. */
  deleted: z.boolean().default(false),
  /** What `from` and `to` are about; both are whole days in the settings' zone, and both belong to what is found. */
  date: z.enum(couponDates, `must be one of ${couponDates.join(', ')}`).default('expiration_date'),
  from: calendarDay.optional(),
  to: calendarDay.optional(),
};
export const countCouponsInput = z.object(couponFilters);
export type CouponFilters = z.input<typeof countCouponsInput>;

export const listCouponsInput = z.object({
  ...couponFilters,
  sort: z.enum(couponSorts, `must be one of ${couponSorts.join(', ')}`).default('-created_at'),
  /** A cursor of an earlier answer; wins over `page`. */
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});

/** What a coupon can be limited to. */
export const linkKinds = ['user_group', 'tvod_price'] as const;
export type LinkKind = (typeof linkKinds)[number];
export const linkSides = ['linked', 'unlinked'] as const;
export type LinkSide = (typeof linkSides)[number];

export const linkFilters = {
  couponId,
  /** Part of the name. */
  name: searched.optional(),
};

export const summarizeLinksInput = z.object({ kind: z.enum(linkKinds), ...linkFilters });

export const linkUserGroupInput = z.object({ couponId, userGroupId: z.int().positive() });
export const linkTvodPriceInput = z.object({ couponId, tvodPriceId: z.int().positive() });

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
