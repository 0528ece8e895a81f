import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import common from '@/messages/en/common.json';
import coupons from '@/messages/en/coupons.json';
import { renderInApp } from '@/test/components/render-in-app';
import { CouponPlainWords } from './coupon-plain-words';

const coupon = {
  ...{ id: 1, code: 'WELCOME25', discount: 25, duration: 'once', cycles: 0, security: 'public', maxRedemptions: 5 },
  ...{
    redemptions: 0,
    state: 'active',
    status: 'available',
    audience: 'everyone',
    memberGroupIds: [],
    deletedAt: null,
  },
  ...{ expiresAt: null, releaseAt: null, amountOff: null, maximumOff: null, minimumAmount: null, budget: null },
} as unknown as Coupon;

function open(given: object) {
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, coupons }} timeZone="Asia/Kathmandu">
      <CouponPlainWords
        coupon={{ ...coupon, ...given }}
        codesOut={0}
        links={{ groups: [], prices: [], members: [] } as never}
      />
    </NextIntlClientProvider>,
  );
}

it.each([
  [{ expiresAt: new Date('2026-01-31T18:15:00Z') }, /^This coupon ended 31 Jan 2026, 24:00/],
  [{ expiresAt: new Date('2026-01-31T18:15:00Z'), status: 'unavailable', state: 'unavailable' }, /^This coupon ended/],
  [{ state: 'used_up', redemptions: 5 }, /^This coupon is used up\./],
  [{ state: 'unavailable', status: 'unavailable' }, /^This coupon is switched off\./],
  [{ deletedAt: new Date('2026-01-31T18:15:00Z') }, /^This coupon is deleted/],
])('C21: the summary of a saved coupon begins with why nobody can redeem it: %j', (given, words) => {
  open(given);
  expect(screen.getByText(words)).toBeTruthy();
  expect(screen.queryByText(/It has ended already|The limit is what is used already/)).toBeNull();
});

it('says nothing of the kind of one that can be redeemed', () => {
  open({});
  expect(screen.queryByText(/^This coupon/)).toBeNull();
});
