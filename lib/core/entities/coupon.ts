import { tidyCode } from '../normalize-text';
import type { Fields } from './field';

export const couponStates = ['scheduled', 'active', 'expired', 'used_up', 'unavailable'] as const;
export type CouponState = (typeof couponStates)[number];

const until =
  "Redeemable until (exclusive). Without an offset: UTC. A day alone ends with that day in the settings' zone.";
const from =
  "Redeemable from (inclusive). Without an offset: UTC. A day alone starts with that day in the settings' zone.";

const amount = {
  kind: 'integer',
  column: 'bigint',
  min: 1,
  max: Number.MAX_SAFE_INTEGER,
  nullable: true,
  default: null,
  unit: 'paisa',
  refusal: 'amount',
} as const;

/** What a coupon holds, in the order in which the API writes it. */
export const couponFields = {
  code: {
    kind: 'text',
    pattern: /^(?=.*[A-Za-z0-9_])[A-Za-z0-9_-]{1,64}$/,
    tidy: tidyCode,
    refusal: 'codeShape',
    about: '1 to 64 of letters, digits, - and _.',
    example: 'teste',
  },
  status: {
    kind: 'choice',
    values: ['available', 'unavailable'],
    default: 'available',
    refusal: 'status',
    about: 'The manual switch: an `unavailable` coupon is not redeemed, whatever its dates say.',
  },
  duration: {
    kind: 'choice',
    values: ['once', 'repeating', 'forever'],
    refusal: 'duration',
    about: 'For how many billing cycles of a subscription the discount holds: one, `cycles` of them, or all.',
    example: 'once',
  },
  cycles: {
    kind: 'integer',
    column: 'smallint',
    min: 0,
    max: 120,
    default: 0,
    nullIsDefault: true,
    refusal: 'cycles',
    about: 'Required when repeating, a number of billing cycles from 1 to 120; 0 otherwise.',
  },
  discount: {
    kind: 'percent',
    default: 0,
    refusal: 'discount',
    about: 'Percent, above 0 to 100, with at most two decimals; 0 when `amount_off` is used.',
    example: 100,
  },
  amountOff: {
    ...amount,
    about: 'An amount off instead of a percentage, in minor units.',
  },
  maximumOff: {
    ...amount,
    listed: true,
    about: 'At most this much comes off one purchase, in minor units.',
  },
  minimumAmount: {
    ...amount,
    listed: true,
    about: 'The smallest purchase that it can be used for, in minor units.',
  },
  budget: {
    ...amount,
    listed: true,
    about: 'At most this much comes off in all, in minor units. It is never passed.',
  },
  maxRedemptions: {
    kind: 'integer',
    column: 'integer',
    min: 1,
    max: 2_147_483_647,
    nullable: true,
    default: null,
    refusal: 'limit',
    about: 'How often it can be redeemed in all; null for no limit. Never below what has been redeemed.',
  },
  expiresAt: {
    kind: 'instant',
    boundary: 'end',
    nullable: true,
    default: null,
    api: 'expiration_date',
    refusal: 'time',
    about: until,
  },
  security: {
    kind: 'choice',
    values: ['public', 'restricted'],
    default: 'public',
    refusal: 'security',
    about: '`public`: its own code can be redeemed by anyone it is for. `restricted`: only its issued codes can.',
  },
  uniqueRedemption: {
    kind: 'boolean',
    default: false,
    refusal: 'boolean',
    about: 'True is `redemptions_per_user` of 1. Setting one of the two sets the other.',
  },
  redemptionsPerUser: {
    kind: 'integer',
    column: 'smallint',
    min: 1,
    max: 1000,
    nullable: true,
    default: null,
    refusal: 'perUser',
    about: 'How often one user can redeem it, whichever codes are used; null for any number.',
  },
  redemptionsPerHour: {
    kind: 'integer',
    column: 'integer',
    min: 1,
    max: 1_000_000,
    nullable: true,
    default: null,
    listed: true,
    refusal: 'perHour',
    about:
      'Reaching this number of redemptions within any 60 minutes pauses the coupon until a person switches it on again.',
  },
  pauseAboveUsualPace: {
    kind: 'boolean',
    default: false,
    listed: true,
    refusal: 'boolean',
    about:
      'Pauses it as `redemptions_per_hour` does, at three times as many as an hour with redemptions had on average in the last ' +
      '14 days, and at 10 at least. Begins once there were 24 such hours.',
  },
  audience: {
    kind: 'choice',
    values: ['everyone', 'members', 'new', 'active', 'lapsed'],
    default: 'everyone',
    refusal: 'audience',
    about: 'Who can use it: by `member_group_ids` and `user.groups`, or by `user.status`.',
  },
  memberGroupIds: {
    kind: 'ids',
    default: [],
    refusal: 'memberGroups',
    about: 'The user groups whose members can use it, with the audience `members`.',
  },
  requiresSale: {
    kind: 'boolean',
    default: false,
    listed: true,
    refusal: 'boolean',
    about: 'Issued codes are dead until they are sold.',
  },
  validDaysAfterSale: {
    kind: 'integer',
    column: 'smallint',
    min: 1,
    max: 3650,
    nullable: true,
    default: null,
    unit: 'days',
    listed: true,
    refusal: 'validDays',
    about: "A code that is sold ends at the end of this day after its sale, in the settings' zone; null for no end.",
  },
  releaseAt: {
    kind: 'instant',
    boundary: 'start',
    nullable: true,
    default: null,
    api: 'release_date',
    refusal: 'time',
    about: from,
  },
  description: {
    kind: 'text',
    max: 500,
    nullable: true,
    default: null,
    refusal: 'description',
    about:
      'What a person wrote about it; when empty, the answer has the discount in words, such as `25% for 3 months`.',
    example: '100%',
  },
} as const satisfies Fields;

/** What a list of coupons is narrowed by, in the order of its menus: fields, and what is computed from them. */
export const couponFilters = {
  state: { kind: 'choice', values: couponStates, refusal: 'state' },
  status: couponFields.status,
  duration: couponFields.duration,
  security: couponFields.security,
} as const satisfies Fields;
