import { eq, inArray, like } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { apiKeys } from '@/db/schema/integrators';
import { openTestDatabase } from '@/db/testing';
import { type CouponState, couponStates } from '@/lib/core/entities/coupon';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { prepared } from '@/test/prepared';
import { createCoupon } from './create-coupon';
import { deleteCoupon } from './delete-coupon';
import { couponSorts } from './filters';
import { countCoupons, listCoupons, listOwnCoupons } from './list-coupons';
import { newCoupon } from './testing';

const now = new Date('2026-11-03T06:15:00Z');
const before = '2026-11-03T06:15:00Z';
const after = '2026-11-03T06:15:00.001Z';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin', () => now));

beforeAll(async () => {
  const made: Record<string, Parameters<typeof newCoupon>[0]> = {
    active: {},
    'active-begun': { releaseAt: before, expiresAt: after, discount: 10 },
    scheduled: { releaseAt: after, discount: 50 },
    expired: { expiresAt: before, description: '100% of _all_' },
    used_up: { maxRedemptions: 3, discount: 10 },
    unavailable: { status: 'unavailable', expiresAt: before },
    binned: {},
  };
  for (const [code, fields] of Object.entries(made)) await createCoupon(admin, newCoupon({ code, ...fields }));
  await test.db.update(coupons).set({ redemptionCount: 3 }).where(eq(coupons.code, 'used_up'));
  const [binned] = await test.db.select().from(coupons).where(eq(coupons.code, 'binned'));
  await deleteCoupon(admin, { id: binned?.id ?? 0 });
});

const codes = async (input: Parameters<typeof listCoupons>[1]) =>
  (await listCoupons(admin, input)).rows.map(({ code }) => code);

describe('listing coupons', () => {
  it.each(couponStates)('knows which are %s at this instant, and which is which', async (state) => {
    const { rows } = await listCoupons(admin, { state, sort: 'code' });
    const expected: Record<CouponState, string[]> = {
      active: ['active', 'active-begun'],
      scheduled: ['scheduled'],
      expired: ['expired'],
      used_up: ['used_up'],
      unavailable: ['unavailable'],
    };
    expect(rows.map(({ code }) => code)).toEqual(expected[state]);
    expect(rows.every((row) => row.state === state)).toBe(true);
    expect(await countCoupons(admin, { state })).toEqual({ count: rows.length, capped: false });
  });

  it('shows deleted ones in the bin only', async () => {
    expect(await codes({ deleted: true })).toEqual(['binned']);
    expect(await codes({ q: 'binned' })).toEqual([]);
  });

  it('searches code and description, and takes wildcards as what they are', async () => {
    expect(await codes({ q: 'ACTIVE', sort: 'code' })).toEqual(['active', 'active-begun']);
    expect(await codes({ q: '0% of _all_' })).toEqual(['expired']);
    expect(await codes({ q: 'used-up' })).toEqual([]);
    expect(await codes({ q: '%\0' })).toEqual(['expired']);
  });

  it('filters by status, duration and security', async () => {
    expect(await codes({ status: 'unavailable' })).toEqual(['unavailable']);
    expect(await codes({ duration: 'forever' })).toEqual([]);
    expect((await codes({ security: 'public' })).length).toBe(6);
  });

  it('finds by days in the zone of the settings, an end at midnight on the day that it ends', async () => {
    const days = {
      'days-first': { releaseAt: '2026-11-30T18:15:00Z', expiresAt: '2026-12-31T18:15:00Z' },
      'days-second': { releaseAt: '2026-11-30T18:14:59Z', expiresAt: '2026-12-31T18:15:01Z' },
      'days-open': { releaseAt: '2026-12-01T18:15:00Z' },
    };
    for (const [code, fields] of Object.entries(days)) await createCoupon(admin, newCoupon({ code, ...fields }));
    const found = (filters: Parameters<typeof listCoupons>[1]) => codes({ q: 'days-', sort: 'code', ...filters });
    expect(await found({ date: 'release_date', from: '2026-12-01', to: '2026-12-01' })).toEqual(['days-first']);
    expect(await found({ date: 'release_date', to: '2026-11-30' })).toEqual(['days-second']);
    expect(await found({ from: '2026-12-31', to: '2026-12-31' })).toEqual(['days-first']);
    expect(await found({ from: '2027-01-01' })).toEqual(['days-second']);
    expect(await found({ date: 'created_at', from: '2026-11-03', to: '2026-11-03' })).toHaveLength(3);
    expect(await found({ date: 'created_at', from: '2026-11-04' })).toEqual([]);
    expect(await countCoupons(admin, { q: 'days-', to: '2027-01-01' })).toEqual({ count: 2, capped: false });
    await updateSettings(admin, { companyName: 'Our company', timeZone: 'UTC' });
    expect(await found({ date: 'release_date', from: '2026-12-01', to: '2026-12-01' })).toEqual(['days-open']);
    await test.db.delete(coupons).where(like(coupons.code, 'days-%'));
  });

  it('refuses what is no day', async () => {
    for (const from of ['2026-02-30', '0000-01-01', 'soon']) {
      await expect(listCoupons(admin, { from })).rejects.toThrow();
    }
  });

  it.each(couponSorts)('walks forward and back by cursor, sorted by %s', async (sort) => {
    const whole = await codes({ sort });
    const there: string[][] = [];
    let page = await listCoupons(admin, { sort, perPage: 2 });
    there.push(page.rows.map(({ code }) => code));
    while (page.next) {
      page = await listCoupons(admin, { sort, perPage: 2, after: page.next });
      there.push(page.rows.map(({ code }) => code));
    }
    expect(there.flat()).toEqual(whole);
    expect(page.page).toBe(3);
    const back = [page.rows.map(({ code }) => code)];
    while (page.previous) {
      page = await listCoupons(admin, { sort, perPage: 2, after: page.previous });
      back.unshift(page.rows.map(({ code }) => code));
    }
    expect(back).toEqual(there);
    expect(page.page).toBe(1);
  });

  it('gives the same page by number', async () => {
    const whole = await codes({ sort: 'code' });
    expect(await codes({ sort: 'code', page: 2, perPage: 4 })).toEqual(whole.slice(4));
  });

  it('refuses a cursor of another list or a made-up one', async () => {
    const { next } = await listCoupons(admin, { perPage: 2 });
    const forged = Buffer.from('["-created_at",null,1,0,1]').toString('base64url');
    for (const cursor of ['', 'x', forged, `A${next?.slice(1)}`]) {
      await expect(listCoupons(admin, { after: cursor })).rejects.toMatchObject({
        fields: { after: expect.any(Array) },
      });
    }
    await expect(listCoupons(admin, { sort: 'code', after: next ?? '' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is open to a viewer and closed to a key without the scope', async () => {
    const viewer = await makeUserContext(test.db, 'viewer');
    expect((await listCoupons(viewer, {})).rows.length).toBe(6);
    const key = await makeKeyContext(test.db, ['coupons:write']);
    await expect(listCoupons(key, {})).rejects.toBeInstanceOf(Forbidden);
  });
});

describe('the coupons of a partner', () => {
  it('are those that their company made or has a key for, as long as that reads coupons', async () => {
    const company = await makeKeyContext(test.db, ['coupons:read', 'coupons:write']);
    const { integratorId } = company.actor;
    const partner = await makeUserContext(test.db, 'partner', () => now, integratorId);
    const own = async (q = '') => (await listOwnCoupons(partner, { q })).rows.map(({ code }) => code);
    expect(await own()).toEqual([]);
    await createCoupon(company, newCoupon({ code: 'made-by-own' }));
    const named = await createCoupon(admin, newCoupon({ code: 'named', description: 'Named' }));
    const other = await makeKeyContext(test.db, ['coupons:write']);
    await createCoupon(other, newCoupon({ code: 'made-by-other' }));
    expect(await own()).toEqual(['made-by-own']);

    const name = (change: Partial<typeof apiKeys.$inferInsert>) =>
      test.db
        .update(apiKeys)
        .set({ couponIds: [named.id], ...change })
        .where(eq(apiKeys.integratorId, integratorId));
    await name({});
    expect(await own()).toEqual(['named', 'made-by-own']);
    expect(await own('NAMED')).toEqual(['named']);
    for (const change of [{ scopes: ['redemptions:write'] }, { expiresAt: now }, { revokedAt: now }]) {
      await name(change);
      expect(await own()).toEqual(['made-by-own']);
      await name({ scopes: ['coupons:read'], expiresAt: null, revokedAt: null });
    }
    await expect(listOwnCoupons(admin, {})).rejects.toBeInstanceOf(Forbidden);
    await expect(listCoupons(partner, {})).rejects.toBeInstanceOf(Forbidden);
    await test.db.delete(coupons).where(inArray(coupons.code, ['made-by-own', 'named', 'made-by-other']));
  });
});
