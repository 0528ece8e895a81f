import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { disableIntegrator } from '@/lib/domain/access/integrators/disable-integrator';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { sell } from '@/lib/domain/sales/sales/sell';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';
import { connectKhalti } from '@/lib/domain/sales/supply/testing';
import { summarizeChanges } from '@/lib/platform/audit/summarize-changes';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { getToday } from './get-today';

const test = openTestDatabase();
let admin: Context<UserActor>;
// 00:30 in Kathmandu is 18:45 of the day before in UTC.
const midnight = new Date('2026-11-09T18:15:00Z');
const now = new Date('2026-11-10T08:00:00Z');
const at = (when: Date): Context<UserActor> => ({ ...admin, now: () => when });

beforeEach(async () => {
  await test.sql`truncate products, sales, codes, coupons, redemptions, settings cascade`;
  admin = await makeUserContext(test.db, 'admin', () => now);
});

let serial = 0;
async function makeProduct(codes: number, coupon: Record<string, unknown> = {}) {
  const input = { code: `C${++serial}`, discount: 100, duration: 'once', security: 'restricted', ...coupon };
  const { id: couponId } = await createCoupon(admin, createCouponInput.parse(input));
  if (codes > 0) await issueCodes(admin, { couponId, count: codes });
  const product = await createProduct(admin, {
    name: `P${serial}`,
    value: `p${serial}`,
    amountPaisa: 50_000,
    couponId,
  });
  return { ...product, couponId };
}

const buy = (when: Date, productId: number) =>
  sell(at(when), { reference: `r-${++serial}`, productId, expectedAmountPaisa: 50_000 });

describe('today', () => {
  it('begins at midnight of the zone in the settings', async () => {
    const { id } = await makeProduct(5);
    await buy(new Date(midnight.getTime() - 1), id);
    await buy(midnight, id);
    await buy(now, id);
    expect(await getToday(at(now))).toMatchObject({
      timeZone: 'Asia/Kathmandu',
      since: midnight.toISOString(),
      sold: { count: 2, amountPaisa: 100_000 },
    });
    await updateSettings(admin, { companyName: 'A Company', timeZone: 'UTC' });
    expect(await getToday(at(now))).toMatchObject({ since: '2026-11-10T00:00:00.000Z', sold: { count: 1 } });
  });

  it('counts what failed and what was redeemed apart from what was sold', async () => {
    const { id } = await makeProduct(1);
    const { pin } = await buy(now, id);
    await buy(now, id);
    await redeem(at(now), { code: pin ?? '', user: { id: 'u-1' } });
    expect(await getToday(at(now))).toMatchObject({
      sold: { count: 1 },
      failed: 1,
      unclear: 0,
      needsPerson: 0,
      redeemed: 1,
    });
  });

  it('lists what is left of each product, the least first, and what state it is in', async () => {
    const lowStock = 25;
    const plenty = await makeProduct(lowStock + 1);
    const low = await makeProduct(lowStock);
    const gone = await makeProduct(0);
    const off = await makeProduct(3);
    const ended = await makeProduct(2, { expiresAt: new Date(now.getTime() - 1) });
    await setProductActive(admin, { id: off.id, active: false });
    const { stock } = await getToday(at(now));
    expect(stock.map(({ id, state, stock: left }) => [id, state, left])).toEqual([
      [gone.id, 'sold_out', 0],
      [ended.id, 'ended', 2],
      [off.id, 'off', 3],
      [low.id, 'low', lowStock],
      [plenty.id, 'plenty', lowStock + 1],
    ]);
  });

  it('compares with the same day a week ago, up to the same time of day', async () => {
    const { id } = await makeProduct(5);
    await createCoupon(admin, createCouponInput.parse({ code: 'WEEK', discount: 10, duration: 'once' }));
    const weekAgo = (when: Date) => new Date(when.getTime() - 7 * 24 * 60 * 60 * 1000);
    for (const when of [weekAgo(midnight), weekAgo(now), now]) await buy(when, id);
    await buy(new Date(weekAgo(midnight).getTime() - 1), id);
    await buy(new Date(weekAgo(now).getTime() + 1), id);
    for (const [nth, when] of [weekAgo(midnight), new Date(weekAgo(now).getTime() + 1)].entries()) {
      await redeem(at(when), { code: 'WEEK', user: { id: `u-${nth}` } });
    }
    expect(await getToday(at(now))).toMatchObject({
      sold: { count: 1 },
      redeemed: 0,
      weekAgo: { sold: { count: 2, amountPaisa: 100_000 }, redeemed: 1 },
    });
  });

  it('says what was changed yesterday and by whom, to actors that can read the activity', async () => {
    const yesterday = at(new Date(midnight.getTime() - 1));
    const dayBefore = at(new Date(midnight.getTime() - 24 * 60 * 60 * 1000 - 1));
    await test.sql`truncate audit_events`;
    const made = [];
    for (const code of ['Y1', 'Y2']) {
      made.push(await createCoupon(yesterday, createCouponInput.parse({ code, discount: 10, duration: 'once' })));
    }
    await deleteCoupon(yesterday, { id: made[0]?.id ?? 0 });
    await createCoupon(dayBefore, createCouponInput.parse({ code: 'OLDER', discount: 10, duration: 'once' }));
    await createCoupon(at(midnight), createCouponInput.parse({ code: 'NOW', discount: 10, duration: 'once' }));
    const who = { actor: `user:${admin.actor.id}`, actorName: admin.actor.name, subjectKind: 'coupon' };
    expect((await getToday(at(now))).yesterday).toEqual([
      { ...who, action: 'coupon.deleted', subjectId: made[0]?.id, count: 1 },
      { ...who, action: 'coupon.created', subjectId: null, count: 2 },
    ]);
    const viewer = await makeUserContext(test.db, 'viewer', () => now);
    expect((await getToday(viewer)).yesterday).toBeNull();
    await expect(summarizeChanges(viewer, { from: midnight, to: now })).rejects.toThrow(Forbidden);
  });

  it('shows the last sales, the newest first, without their PINs', async () => {
    const { id } = await makeProduct(12);
    for (let minute = 0; minute < 10; minute += 1) await buy(new Date(now.getTime() + minute * 60_000), id);
    const { recentSales } = await getToday(at(now));
    expect(recentSales).toHaveLength(8);
    expect(recentSales[0]).toMatchObject({ createdAt: '2026-11-10T08:09:00.000Z', productName: expect.any(String) });
    expect(JSON.stringify(recentSales)).not.toMatch(/"pin"/);
  });

  it('names coupons that end within two weeks, and no other', async () => {
    const day = 24 * 60 * 60 * 1000;
    const ends = async (days: number, more: Record<string, unknown> = {}) => {
      const input = { code: `E${++serial}`, discount: 10, duration: 'once', ...more };
      const expiresAt = new Date(now.getTime() + days * day);
      return (await createCoupon(admin, createCouponInput.parse({ ...input, expiresAt }))).code;
    };
    await ends(-1);
    await ends(15);
    await ends(3, { status: 'unavailable' });
    const [later, sooner] = [await ends(13), await ends(2)];
    const { endingCoupons } = await getToday(at(now));
    expect(endingCoupons.map((coupon) => coupon.code)).toEqual([sooner, later]);
  });

  it('names coupons whose limit is nearly reached, and none that is used up', async () => {
    const used = async (times: number) => {
      const input = { code: `N${++serial}`, discount: 10, duration: 'once', maxRedemptions: 10 };
      const { id, code } = await createCoupon(admin, createCouponInput.parse(input));
      await test.sql`update coupons set redemption_count = ${times} where id = ${id}`;
      return { id, code };
    };
    await used(8);
    const nearly = await used(9);
    await used(10);
    expect((await getToday(at(now))).endingCoupons).toEqual([
      { ...nearly, discount: 10, amountOff: null, expiresAt: null, left: 1 },
    ]);
  });

  it('says that an organization without coupons and products is fresh', async () => {
    expect(await getToday(at(now))).toMatchObject({ isFresh: true, stock: [], recentSales: [] });
    await makeProduct(0);
    expect(await getToday(at(now))).toMatchObject({ isFresh: false });
  });

  it('says what Khalti has left, and which companies have little', async () => {
    const khalti = await connectKhalti();
    try {
      khalti.setAccount({ credit: 12.5 });
      await syncSupplier(admin);
      const { integratorId } = await createIntegratorKey(admin, {
        name: 'Poor',
        scopes: ['nettv:sell'],
        creditPaisa: 99,
      });
      await setCreditTerms(admin, { integratorId, limitPaisa: 0, lowCreditPaisa: 100 });
      expect(await getToday(at(now))).toMatchObject({
        supplier: { balance: { paisa: 1_250 }, alert: null, maintenanceAt: null },
        lowCredit: [{ id: integratorId, name: 'Poor', availablePaisa: 99 }],
      });
      const viewer = await makeUserContext(test.db, 'viewer', () => now);
      expect(await getToday(viewer)).toMatchObject({ supplier: { balance: { paisa: null } }, lowCredit: [] });
      const blind = await makeUserContext(test.db, await makeRole(test.db, 'integrators.read'), () => now);
      expect((await getToday(blind)).lowCredit).toEqual([{ id: integratorId, name: 'Poor', availablePaisa: null }]);
    } finally {
      await khalti.close();
    }
    expect((await getToday(at(now))).supplier).toBeNull();
  });

  it('names keys that nobody uses or that end soon, to those who see integrators', async () => {
    const key = { scopes: ['nettv:sell' as const], creditPaisa: 0 };
    const soon = new Date(now.getTime() + 29 * 24 * 3_600_000).toISOString();
    const { integratorId, keyId } = await createIntegratorKey(at(now), { ...key, name: 'Ending', expiresAt: soon });
    const named = async (ctx: Context) => (await getToday(ctx)).keys.filter((one) => one.integratorId === integratorId);
    expect(await named(at(now))).toEqual([
      { id: keyId, integratorId, integrator: 'Ending', prefix: expect.any(String), attention: 'ending' },
    ]);
    expect((await getToday(await makeUserContext(test.db, 'viewer', () => now))).keys).toEqual([]);
    await disableIntegrator(admin, { id: integratorId, disabled: true });
    expect(await named(at(now))).toEqual([]);
  });

  it('counts the sales that wait for a person, of any day', async () => {
    const { id } = await makeProduct(2);
    await buy(new Date(midnight.getTime() - 1), id);
    expect((await getToday(at(now))).needsPerson).toBe(0);
    await test.sql`update sales set flagged_at = now(), flag_reason = 'late_answer'`;
    expect((await getToday(at(now))).needsPerson).toBe(1);
  });

  it('is for everybody at the desk, and for no key', async () => {
    for (const role of ['support', 'viewer'] as const) await getToday(await makeUserContext(test.db, role));
    await expect(getToday(await makeKeyContext(test.db, [...scopes]))).rejects.toThrow(Forbidden);
  });
});
