import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { createApp } from '../app';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin', () => now));
let couponId: number;
let userGroupId: number;
let get: (path: string, headers?: Record<string, string>) => Promise<Response>;
let post: (path: string, body: object, headers?: Record<string, string>) => Promise<Response>;
const now = new Date('2026-11-03T10:00:00Z');

beforeAll(async () => {
  const cookie = await cookieOf(await makeUserContext(test.db, 'viewer', () => now));
  const app = createApp({ database: () => test.db, now: () => now });
  get = async (path, headers = { cookie }) => app.request(`/api/desk${path}`, { headers });
  post = async (path, body, headers = { cookie }) =>
    app.request(`/api/desk${path}`, {
      method: 'POST',
      headers: { ...headers, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const coupon = await createCoupon(admin, newCoupon({ code: 'TABS' }));
  couponId = coupon.id;
  ({ id: userGroupId } = await createUserGroup(admin, { name: 'Gold' }));
  await createUserGroup(admin, { name: 'Silver' });
  await linkUserGroup(admin, { couponId, userGroupId });
  await redeem(admin, { code: 'TABS', user: { id: 'u1' }, purchase: { plan: 'Gold' } });
});

describe("the desk's reads for the tabs of a coupon", () => {
  it('give one side of its links, and what they amount to', async () => {
    const side = async (name: string) => (await get(`/coupon-links/${name}&couponId=${couponId}`)).json();
    expect(await side('user-groups?side=linked')).toMatchObject({ rows: [{ name: 'Gold', linked: true }], next: null });
    expect(await side('user-groups?side=unlinked&name=SIL')).toMatchObject({ rows: [{ name: 'Silver' }] });
    expect(await side('tvod-prices?side=unlinked')).toMatchObject({ rows: [] });
    expect(await side('summary?kind=user_group')).toMatchObject({ linked: 1, firstNames: ['Gold'] });
  });

  it('give its figures, its days as a file, and who used it', async () => {
    const figures = await (await get(`/statistics/period?couponId=${couponId}&days=7`)).json();
    expect(figures).toMatchObject({ counted: { redemptions: 1, newUsers: 1 }, before: { redemptions: 0 } });
    expect(figures.byDay.at(-1)).toEqual({ day: '2026-11-03', redemptions: 1, discountPaisa: 0 });
    const ofDays = { couponId, days: 7, table: 'day' };
    const csv = await post('/statistics/exports', ofDays);
    expect(csv.headers.get('content-disposition')).toContain('redemptions-TABS-by-day-2026-10-28-2026-11-03.csv');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines).toHaveLength(8);
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      'day,redemptions,discount_rupees,currency',
      '2026-10-28,0,0,NPR',
      '2026-11-03,1,0,NPR',
    ]);
    const chosen = await post('/statistics/exports?as=csv&columns=day,redemptions', ofDays);
    expect((await chosen.text()).trim().split('\r\n').at(-1)).toBe('2026-11-03,1');
    const ofPlans = await (await post('/statistics/exports', { ...ofDays, table: 'user_group' })).text();
    expect(ofPlans.trim().split('\r\n')).toEqual([
      'user_group,user_group_id,redemptions,discount_rupees,currency',
      `Gold,${userGroupId},1,0,NPR`,
    ]);
    const used = await (await get(`/statistics/subscriptions?couponId=${couponId}`)).json();
    expect(used).toMatchObject({ rows: [{ userRef: 'u1', state: 'redeemed' }], next: null });
  });

  it('refuse what they do not understand, and keep the activity for admins', async () => {
    for (const path of [
      '/coupon-links/user-groups?side=linked',
      `/coupon-links/user-groups?couponId=${couponId}&side=both`,
      `/coupon-links/summary?couponId=${couponId}&kind=team`,
      `/statistics/period?couponId=${couponId}&days=8`,
      `/statistics/period?couponId=${couponId}&from=2026-11-03&to=2026-11-02`,
      `/statistics/subscriptions?couponId=${couponId}&after=x`,
    ]) {
      expect((await get(path)).status, path).toBe(400);
    }
    expect((await post('/statistics/exports', { couponId })).status).toBe(400);
    const exported = async () => (await test.sql`select from audit_events where action like '%exported'`).length;
    const before = await exported();
    for (const [path, body] of [
      ['/statistics/exports', { table: 'day' }],
      ['/sales/report/exports', { by: 'day' }],
      ['/coupons/exports', {}],
    ] as const) {
      const answer = await post(`${path}?columns=day,colour`, body);
      expect([answer.status, await answer.json()]).toMatchObject([400, { errors: { columns: expect.anything() } }]);
    }
    for (const [name, values] of [
      ['couponId', [true, [couponId], {}, 0, 1.5, -1, 1e20, '1e0', ' 1']],
      ['days', [true, [7], 8, '7.5']],
    ] as const) {
      for (const value of values) {
        const answer = await post('/statistics/exports', { table: 'day', days: 7, [name]: value });
        const said = [answer.status, await answer.json()];
        expect(said, `${name} ${value}`).toMatchObject([400, { errors: { [name]: [expect.any(String)] } }]);
      }
    }
    expect(await exported()).toBe(before);
    expect((await post('/statistics/exports', { table: 'day', days: '7', couponId: `${couponId}` })).status).toBe(200);
    expect((await get(`/activity?couponId=${couponId}`)).status).toBe(403);
  });

  it('are closed without a session', async () => {
    for (const path of [
      `/coupon-links/user-groups?couponId=${couponId}`,
      `/coupon-links/summary?couponId=${couponId}&kind=user_group`,
      `/statistics/period?couponId=${couponId}`,
      `/statistics/subscriptions?couponId=${couponId}`,
    ]) {
      expect((await get(path, {})).status, path).toBe(401);
    }
    expect((await post('/statistics/exports', { couponId, table: 'day' }, {})).status).toBe(401);
  });
});
