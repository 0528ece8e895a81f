import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { createApp } from '../app';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let get: (path: string, headers?: Record<string, string>) => Promise<{ status: number; body: unknown }>;

beforeAll(async () => {
  const cookie = await cookieOf(await makeUserContext(test.db, 'viewer'));
  const app = createApp({ database: () => test.db, now: () => new Date() });
  get = async (path, headers = { cookie }) => {
    const response = await app.request(`/api/desk${path}`, { headers });
    return { status: response.status, body: await response.json() };
  };
});

describe('the desk reads of coupons and codes', () => {
  it('give a page with its count, and one coupon, deleted or not', async () => {
    const live = await createCoupon(admin, newCoupon({ code: 'LIVE' }));
    const binned = await createCoupon(admin, newCoupon({ code: 'BINNED' }));
    await deleteCoupon(admin, { id: binned.id });
    expect((await get('/coupons')).body).toMatchObject({
      rows: [{ id: live.id, code: 'LIVE', createdAt: live.createdAt.toISOString() }],
      next: null,
      total: { count: 1, capped: false },
    });
    expect((await get('/coupons?status=unavailable')).body).toMatchObject({ rows: [], total: { count: 0 } });
    expect((await get('/coupons?date=created_at&from=2000-01-01')).body).toMatchObject({ rows: [{ code: 'LIVE' }] });
    expect((await get('/coupons?date=created_at&to=2000-01-01')).body).toMatchObject({ rows: [] });
    expect((await get('/coupons?deleted=true')).body).toMatchObject({ rows: [{ code: 'BINNED' }] });
    expect((await get(`/coupons/${binned.id}`)).body).toMatchObject({ code: 'BINNED', deletedAt: expect.any(String) });
  });

  it('give codes masked', async () => {
    const { id } = await createCoupon(admin, newCoupon());
    await issueCodes(admin, { couponId: id, count: 3 });
    const { body } = await get(`/codes?couponId=${id}`);
    expect(body).toMatchObject({ counts: { available: { count: 3, capped: false } } });
    expect(Object.keys((body as { rows: object[] }).rows[0] ?? {})).not.toContain('sealed');
  });

  it('refuse what they do not understand', async () => {
    for (const path of [
      '/coupons?state=lost',
      '/coupons?after=x',
      '/coupons?from=2026-02-30',
      '/coupons?from=2026-11-05&to=2026-11-01',
      '/coupons?date=birthday',
      '/codes',
      '/codes?couponId=x',
      '/codes?couponId=1&status=lost',
    ]) {
      expect((await get(path)).status, path).toBe(400);
    }
    expect((await get('/coupons/0')).status).toBe(404);
    expect((await get('/coupons/999999999999999')).status).toBe(404);
  });

  it('are closed without a session', async () => {
    for (const path of ['/coupons', '/coupons/1', '/codes?couponId=1']) {
      expect((await get(path, {})).status, path).toBe(401);
    }
  });
});
