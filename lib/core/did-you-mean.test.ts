import { expect, it } from 'vitest';
import { notKnown } from './did-you-mean';

const known = [
  'code',
  'discount',
  'max_redemptions',
  'expiration_date',
  'release_date',
  'description',
  'tvod_price_id',
];

it.each([
  ['discout', 'discount'],
  ['disocunt', 'discount'],
  ['max_redemption', 'max_redemptions'],
  ['maxRedemptions', 'max_redemptions'],
  ['MAX_REDEMPTIONS', 'max_redemptions'],
  ['expires', 'expiration_date'],
  ['tvod_price', 'tvod_price_id'],
  ['cod', 'code'],
])('takes %s for %s', (name, meant) => {
  expect(notKnown(name, known, 'field')).toBe(`is not a field; did you mean ${meant}?`);
});

it.each(['colour', '', 'x', '__proto__', 'constructor', 'x'.repeat(100_000)])('makes no guess about %.20s', (name) => {
  expect(notKnown(name, known, 'parameter')).toBe('is not a parameter');
});
