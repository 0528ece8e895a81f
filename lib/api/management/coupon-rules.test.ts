import { describe, expect, it } from 'vitest';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

async function create(fields: object): Promise<{ id: string }> {
  const coupon = { code: 'RULES', duration: 'once', ...fields };
  const { status, body } = await api.call('POST', '/coupons.json', { body: { coupon } });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.coupon as { id: string };
}

describe('the rules of a coupon over the contract', () => {
  it('takes what a coupon gives, for whom and how often, numbers as text too', async () => {
    const { id: group } = await createUserGroup(api.admin, { name: 'Gold' });
    const fields = {
      discount: '12.5',
      maximum_off: '50000',
      minimum_amount: 100_000,
      budget: 1_000_000,
      redemptions_per_user: '2',
      redemptions_per_hour: 100,
      audience: 'members',
      member_group_ids: [`${group}-gold`],
      requires_sale: true,
      valid_days_after_sale: '365',
    };
    const coupon = await create(fields);
    const answered = { discount: 12.5, maximum_off: 50_000, redemptions_per_user: 2, unique_redemption: false };
    expect(coupon).toMatchObject({ ...fields, ...answered, member_group_ids: [group], valid_days_after_sale: 365 });
    // What was read may be sent back, with one change.
    const put = async (change: object) =>
      (await api.call('PUT', `/coupons/${coupon.id}.json`, { body: { coupon: { ...coupon, ...change } } })).body;
    expect(await put({ unique_redemption: true })).toMatchObject({ coupon: { redemptions_per_user: 1 } });
    expect(await put({ amount_off: 20_000 })).toMatchObject({
      coupon: { discount: 0, amount_off: 20_000, maximum_off: null, description: 'Rs 200' },
    });
    expect(await put({ discount: 101, audience: 'friends', valid_days_after_sale: 0 })).toEqual({
      status: false,
      errors: {
        coupon: {
          discount: ['must be a number above 0 to 100 with at most two decimals'],
          audience: ['must be everyone, members, new, active or lapsed'],
          valid_days_after_sale: ['must be an integer from 1 to 3650, or null for no end'],
        },
      },
    });
  });
});
