import { expect } from 'vitest';
import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, entriesOf } from '@/lib/core/entities/field';

// The shapes of the published contract, as matchers.

const anyText = expect.any(String);
const anyNumber = expect.any(Number);
const anyFlag = expect.any(Boolean);
const textOrNull = expect.toSatisfy((value) => value === null || typeof value === 'string', 'a text or null');
const numberOrNull = expect.toSatisfy((value) => value === null || typeof value === 'number', 'a number or null');
export const onePage = expect.objectContaining({ current: 1, last: true });

const publishedCoupon = {
  id: anyText,
  code: anyText,
  status: expect.stringMatching(/^(un)?available$/),
  duration: expect.stringMatching(/^(once|repeating|forever)$/),
  cycles: anyNumber,
  discount: anyNumber,
  max_redemptions: numberOrNull,
  expiration_date: textOrNull,
  security: expect.stringMatching(/^(public|restricted)$/),
  unique_redemption: anyFlag,
  release_date: textOrNull,
  months: anyNumber,
  description: anyText,
  redemptions: anyNumber,
  created_at: anyText,
  updated_at: anyText,
};
/** Ours come next to the source's, each at its default. */
export const ownCouponFields = Object.fromEntries(
  entriesOf(couponFields)
    .map(([name, field]) => [apiName(name, field), field.default] as const)
    .filter(([name]) => !(name in publishedCoupon)),
);
export const coupon = {
  ...ownCouponFields,
  ...publishedCoupon,
  // Setting \`unique_redemption\` sets it.
  redemptions_per_user: numberOrNull,
};
export const code = {
  id: anyText,
  code: anyText,
  status: 'available',
  created_at: anyText,
  redeemed_at: null,
  deleted_at: null,
};
export const group = { id: anyText, name: anyText, linked: anyFlag };
export const price = {
  id: anyText,
  name: anyText,
  tvod_type: 'rental',
  price: anyNumber,
  duration: anyNumber,
  linked: anyFlag,
};
/** The one answer that the source shows: these six keys and no other. */
export const sampled = { id: anyText, code: anyText, discount: 100, duration: 'once', months: 0, description: '100%' };
