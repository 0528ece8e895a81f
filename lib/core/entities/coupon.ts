import type { Fields } from './field';

export const couponStates = ['scheduled', 'active', 'expired', 'used_up', 'unavailable'] as const;
export type CouponState = (typeof couponStates)[number];

const until = 'Redeemable until (exclusive). Without an offset: UTC.';
const from = 'Redeemable from (inclusive). Without an offset: UTC.';

/** What a coupon holds, in the order in which the API writes it. */
export const couponFields = {
  code: {
    kind: 'text',
    pattern: /^[A-Za-z0-9_-]{1,64}$/,
    refusal: 'codeShape',
    about: '1 to 64 of letters, digits, - and _.',
    example: 'teste',
  },
  status: { kind: 'choice', values: ['available', 'unavailable'], default: 'available', refusal: 'status' },
  duration: { kind: 'choice', values: ['once', 'repeating', 'forever'], refusal: 'duration', example: 'once' },
  cycles: {
    kind: 'integer',
    column: 'smallint',
    min: 0,
    max: 120,
    default: 0,
    nullIsDefault: true,
    refusal: 'cycles',
    about: 'Required when repeating.',
  },
  discount: {
    kind: 'integer',
    column: 'smallint',
    min: 1,
    max: 100,
    unit: 'percent',
    refusal: 'discount',
    example: 100,
  },
  maxRedemptions: {
    kind: 'integer',
    column: 'integer',
    min: 1,
    max: 2_147_483_647,
    nullable: true,
    default: null,
    refusal: 'limit',
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
  security: { kind: 'choice', values: ['public', 'restricted'], default: 'public', refusal: 'security' },
  uniqueRedemption: { kind: 'boolean', default: false, refusal: 'boolean', section: 'who' },
  releaseAt: {
    kind: 'instant',
    boundary: 'start',
    nullable: true,
    default: null,
    api: 'release_date',
    refusal: 'time',
    about: from,
  },
  description: { kind: 'text', max: 500, nullable: true, default: null, refusal: 'description', example: '100%' },
} as const satisfies Fields;

/** What a list of coupons is narrowed by, in the order of its menus: fields, and what is computed from them. */
export const couponFilters = {
  state: { kind: 'choice', values: couponStates, refusal: 'state' },
  status: couponFields.status,
  duration: couponFields.duration,
  security: couponFields.security,
} as const satisfies Fields;
