import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { Forbidden } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { restoreCoupon } from '@/lib/domain/coupons/coupons/restore-coupon';
import type { CreateCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const { test, second, integrator, call } = provideLimits();
const limit = 1_000_00;
let giver: Context<UserActor>;

beforeEach(async () => {
  giver = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
});

/** From before anything needed a second person. */
const old = (rule: Partial<CreateCouponInput>) =>
  createCoupon(systemContext(test.db, 'tests'), newCoupon({ discount: 100, ...rule }));
const binned = async (rule: Partial<CreateCouponInput> = {}) => {
  const { id } = await old(rule);
  await changeCoupons(systemContext(test.db, 'tests'), { ids: [id], action: 'delete' });
  return id;
};
const off = async (rule: Partial<CreateCouponInput> = {}) => (await old({ status: 'unavailable', ...rule })).id;
const isOut = async (id: number) => {
  const [row] = await test.db.select().from(coupons).where(eq(coupons.id, id));
  return row?.deletedAt === null && row.status === 'available';
};

describe.each([
  ['coupons of 100 %', { fourEyesFreeCoupons: true }],
  ['what a coupon gives away', { fourEyesCouponPaisa: limit }],
])('an old coupon that gives everything away, where %s need two people', (_, limits) => {
  beforeEach(() => setFourEyes(test.db, limits));

  it.each<[string, () => Promise<number>, (id: number) => Promise<unknown>]>([
    ['is restored', binned, (id) => restoreCoupon(giver, { id })],
    ['is restored with others', binned, (id) => changeCoupons(giver, { ids: [id], action: 'restore' })],
    ['is switched on', off, (id) => updateCoupon(giver, { id, status: 'available' })],
    ['is switched on with others', off, (id) => changeCoupons(giver, { ids: [id], action: 'switchOn' })],
  ])('%s by two', async (_way, make, bringBack) => {
    const id = await make();
    const request = await ask(giver, bringBack(id));
    expect(await isOut(id)).toBe(false);
    await expect(approve(giver, { id: request })).rejects.toThrow(Forbidden);
    expect(await approve(second, { id: request })).toMatchObject({ state: 'done' });
    expect(await isOut(id)).toBe(true);
  });

  it('comes back by its own taker within a day, and by nobody else', async () => {
    const { id } = await old({});
    await deleteCoupon(giver, { id });
    await restoreCoupon(giver, { id });
    await updateCoupon(giver, { id, status: 'unavailable' });
    await changeCoupons(giver, { ids: [id], action: 'switchOn' });
    await updateCoupon(second, { id, status: 'unavailable' });
    await draftOf(updateCoupon(giver, { id, status: 'available' }));
    await deleteCoupon(giver, { id });
    await restoreCoupon(giver, { id });
    await draftOf(updateCoupon(giver, { id, status: 'available' }));
    const tomorrow = { ...giver, now: () => new Date(Date.now() + 25 * 3_600_000) };
    await deleteCoupon(giver, { id });
    await restoreCoupon(tomorrow, { id });
    await draftOf(updateCoupon({ ...second, now: tomorrow.now }, { id, status: 'available' }));
  });

  it('is not brought back with a key', async () => {
    const coupon = { code: newCoupon({}).code, discount: 100, duration: 'once', max_redemptions: 1, budget: 1 };
    const made = await call('POST', '/management/coupons.json', { coupon: { ...coupon, status: 'unavailable' } });
    const id = Number.parseInt(made.body.coupon.id, 10);
    await test.sql`update coupons set max_redemptions = null, budget = null where id = ${id}`;
    await test.sql`update audit_events set at = at - interval '2 days' where subject_kind = 'coupon' and subject_id = ${id}`;
    const path = `/management/coupons/${made.body.coupon.id}.json`;
    expect(await call('PUT', path, { coupon: { status: 'available' } }, integrator.key)).toMatchObject({
      status: 403,
      body: { code: 'needs_second_person' },
    });
  });

  it('was changed meanwhile: nothing is brought back of what is in its place', async () => {
    const id = await binned();
    const request = await ask(giver, restoreCoupon(giver, { id }));
    await changeCoupons(systemContext(test.db, 'tests'), { ids: [id], action: 'restore' });
    expect(await approve(second, { id: request })).toMatchObject({ state: 'failed' });
  });
});

describe('within a day', () => {
  beforeEach(() => setFourEyes(test.db, { fourEyesCouponPaisa: limit }));

  it('what comes back counts together with what is made', async () => {
    const [first, last] = [await binned({ budget: 400_00 }), await off({ budget: 400_00 })];
    await restoreCoupon(giver, { id: first });
    await changeCoupons(giver, { ids: [last], action: 'switchOn' });
    await draftOf(createCoupon(giver, newCoupon({ discount: 100, budget: 200_01 })));
    const ids = [await binned({ budget: 150_00 }), await binned({ budget: 150_00 })];
    await draftOf(changeCoupons(giver, { ids, action: 'restore' }));
    await changeCoupons(giver, { ids: ids.slice(0, 1), action: 'restore' });
    const results = await Promise.allSettled([50_00, 50_00, 50_00].map((budget) => binned({ budget })));
    const more = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const restored = await Promise.allSettled(more.map((id) => restoreCoupon(giver, { id })));
    expect(restored.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('so does what ended long ago, once it has a later end, whether or not it is on', async () => {
    const ended = { budget: 600_00, expiresAt: new Date('2020-01-01') };
    const [on, offNow] = [await old(ended), await old(ended)];
    await updateCoupon(giver, { id: offNow.id, status: 'unavailable' });
    await updateCoupon(giver, { id: on.id, expiresAt: new Date('2040-01-01') });
    await draftOf(updateCoupon(giver, { id: offNow.id, expiresAt: null }));
    await draftOf(updateCoupon(giver, { id: offNow.id, expiresAt: new Date(Date.now() - 1000) }));
  });

  it('what was used does not count again in another form of the rule', async () => {
    const amount = { discount: 0, amountOff: limit, maxRedemptions: 1 };
    const { id } = await createCoupon(giver, newCoupon(amount));
    await test.sql`update coupons set redemption_count = 1 where id = ${id}`;
    await draftOf(updateCoupon(giver, { id, amountOff: limit / 1000, maxRedemptions: 1000 }));
  });
});
