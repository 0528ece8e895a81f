import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { makeCodes } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

type Page = {
  subscriptions: { id: string; user_id: string }[];
  subscriptions_pagination: { current: number; last: boolean; next: string | null };
};
const statistics = async (id: number | string, query = '') =>
  (await api.call('GET', `/coupons/${id}/statistics.json${query}`)).body as unknown as Page;

describe('statistics of a coupon over the contract', () => {
  it('has the shape of the source with the figures next to it', async () => {
    const coupon = await createCoupon(api.admin, newCoupon({ code: 'teste', discount: 100, maxRedemptions: 5 }));
    const [used] = await makeCodes(api.db, coupon.id, 3);
    const at = (instant: string) => ({ ...api.integrator, now: () => new Date(instant) });
    const first = await redeem(at('2026-11-02T18:14:00Z'), { code: 'teste', user: { id: 'a' } });
    const second = await redeem(at('2026-11-02T18:15:00Z'), {
      code: used?.code ?? '',
      user: { id: 'b' },
      subscription_id: 'sub-1',
    });
    await rollBackRedemption(at('2026-11-03T00:00:00Z'), { id: first.id, reason: 'Payment failed' });

    const { status, body } = await api.call('GET', `/coupons/${coupon.id}-whatever/statistics.json`);
    expect(status).toBe(200);
    const shape = { discount: 100, duration: 'once', months: 0 };
    const subscription = { ...shape, tvod_price_id: null };
    expect(body).toEqual({
      coupons: [{ id: `${coupon.id}-teste`, code: 'teste', ...shape, description: '100%' }],
      coupons_pagination: { current: 1, last: true },
      statistics: {
        redemptions: 1,
        unique_users: 1,
        codes: { available: 2, redeemed: 1, sold: 0, voided: 0, deleted: 0 },
        remaining: 4,
        first_redeemed_at: '2026-11-02T18:15:00.000Z',
        last_redeemed_at: '2026-11-02T18:15:00.000Z',
        by_day: [{ day: '2026-11-03', redemptions: 1 }],
        time_zone: 'Asia/Kathmandu',
      },
      subscriptions: [
        {
          ...subscription,
          id: String(second.id),
          user_id: 'b',
          subscription_id: 'sub-1',
          code_id: String(used?.id),
          status: 'redeemed',
          created_at: '2026-11-02T18:15:00.000Z',
          redeemed_at: '2026-11-02T18:15:00.000Z',
          ended_at: null,
        },
        {
          ...subscription,
          id: String(first.id),
          user_id: 'a',
          subscription_id: null,
          code_id: null,
          status: 'rolled_back',
          created_at: '2026-11-02T18:14:00.000Z',
          redeemed_at: '2026-11-02T18:14:00.000Z',
          ended_at: '2026-11-03T00:00:00.000Z',
        },
      ],
      subscriptions_pagination: { current: 1, last: true, next: null },
    });
  });

  it("counts another integrator's redemptions, and says nothing of who they are of", async () => {
    const coupon = await createCoupon(api.admin, newCoupon());
    const other = await makeKeyContext(api.db, ['redemptions:write']);
    await redeem(other, { code: coupon.code, user: { id: 'their-user' }, subscription_id: 'their-subscription' });
    await redeem(api.integrator, { code: coupon.code, user: { id: 'our-user' } });
    for (const query of ['', '?subscription_page=1']) {
      const answer = await api.call('GET', `/coupons/${coupon.id}/statistics.json${query}`);
      expect(answer.body).toMatchObject({ statistics: { redemptions: 2 }, subscriptions: [{ user_id: 'our-user' }] });
      expect(answer.text).not.toMatch(/their-(user|subscription)/);
    }
  });

  it('gives months for a repeating one, and stays when the coupon is deleted', async () => {
    const { id } = await createCoupon(api.admin, newCoupon({ duration: 'repeating', cycles: 3 }));
    await deleteCoupon(api.admin, { id });
    const { status, body } = await api.call('GET', `/coupons/${id}/statistics.json`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ coupons: [{ duration: 'repeating', months: 3 }], subscriptions: [] });
  });

  it('pages subscriptions by subscription_page and by cursor, and streams all of them without', async () => {
    const many = 2345;
    const { id } = await createCoupon(api.admin, newCoupon());
    await api.db.execute(sql`
      insert into redemptions (coupon_id, integrator_id, user_ref, unique_user, discount, confirmed_at)
      select ${id}, ${api.integrator.actor.integratorId}, 'user-' || n, false, 25, now() from generate_series(1, ${many}) as n`);
    const newestFirst = Array.from({ length: many }, (_, index) => `user-${many - index}`);
    const users = ({ subscriptions }: Page) => subscriptions.map(({ user_id }) => user_id);

    for (const query of ['', '?subscription_page=0', '?subscription_page=']) {
      const all = await statistics(id, query);
      expect(users(all), query).toEqual(newestFirst);
      expect(all.subscriptions_pagination).toEqual({ current: 1, last: true, next: null });
      expect(all).toMatchObject({ coupons: [{}], statistics: { redemptions: many, unique_users: many } });
    }
    const second = await statistics(id, '?subscription_page=2');
    expect(users(second)).toEqual(newestFirst.slice(50, 100));
    expect(second.subscriptions_pagination).toEqual({ current: 2, last: false, next: expect.any(String) });
    const third = await statistics(id, `?after=${encodeURIComponent(second.subscriptions_pagination.next ?? '')}`);
    expect(users(third)).toEqual(newestFirst.slice(100, 150));
    const last = await statistics(id, '?subscription_page=3&per_page=1000');
    expect(users(last)).toEqual(newestFirst.slice(2000));
    expect(last.subscriptions_pagination).toMatchObject({ current: 3, last: true });
  });

  it('refuses what it does not understand, what is not allowed, and what never was', async () => {
    const { id } = await createCoupon(api.admin, newCoupon());
    const refused = await api.call('GET', `/coupons/${id}/statistics.json?subscription_page=x&per_page=0`);
    expect(refused).toMatchObject({
      status: 400,
      body: { status: false, errors: { subscription_page: [expect.any(String)], per_page: [expect.any(String)] } },
    });
    expect((await api.call('GET', `/coupons/${id}/statistics.json?after=x`)).status).toBe(400);
    const stranger = await api.keyWith('redemptions:read', 'coupons:write');
    expect((await api.call('GET', `/coupons/${id}/statistics.json`, { key: stranger })).status).toBe(403);
    expect((await api.call('GET', `/coupons/${id}/statistics.json`, { key: null })).status).toBe(401);
    expect((await api.call('GET', '/coupons/999999/statistics.json')).status).toBe(404);
  });
});
