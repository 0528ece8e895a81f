import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { approvals } from '@/db/schema/approvals';
import { auditEvents } from '@/db/schema/team';
import { Invalid, NeedsSecondPerson } from '@/lib/core/errors';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { revealCodes } from '@/lib/domain/coupons/codes/reveal-code';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import type { CreateCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { csvOf } from '@/test/csv-of';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const { test, admin, second, integrator, call } = provideLimits();
const reason = 'tests';

describe('a clear export', () => {
  const makeCodes = async (count: number) => {
    const { id: couponId } = await makeCoupon(test.db);
    for (let made = 0; made < count; made += 1) await makeCode(test.db, couponId);
    return couponId;
  };

  it('of more codes is downloaded once, by the person who asked, with the same filter, after somebody approved', async () => {
    const couponId = await makeCodes(3);
    await setFourEyes(test.db, { fourEyesExportCodes: 2 });
    const input = { couponId, filter: { status: 'available' as const }, clear: { reason } };
    const id = await ask(admin, exportCodes(admin, input));
    await expect(exportCodes(admin, input)).rejects.toMatchObject({ reason: 'already_waiting' });
    expect(await approve(second, { id })).toEqual({ state: 'approved', answer: null });
    await draftOf(exportCodes(second, input));
    await draftOf(exportCodes(admin, { ...input, filter: {} }));
    const downloads = await Promise.allSettled([exportCodes(admin, input), exportCodes(admin, input)]);
    const files = downloads.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(files).toHaveLength(1);
    expect((await csvOf(files[0] as Awaited<ReturnType<typeof exportCodes>>)).split('\n').length).toBeGreaterThan(3);
    const rows = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'codes.exported'));
    expect(rows.at(-1)).toMatchObject({ userId: admin.actor.id, data: { approvedBy: second.actor.name, count: 3 } });
    await draftOf(exportCodes(admin, input));
  });

  it('that would hold more than was approved has to be asked for again', async () => {
    const couponId = await makeCodes(3);
    await setFourEyes(test.db, { fourEyesExportCodes: 2 });
    const input = { couponId, filter: {}, clear: { reason } };
    await approve(second, { id: await ask(admin, exportCodes(admin, input)) });
    await makeCode(test.db, couponId);
    await draftOf(exportCodes(admin, input));
  });

  it('has what was counted, whatever is issued or restored while it is read', async () => {
    const couponId = await makeCodes(3);
    await setFourEyes(test.db, { fourEyesExportCodes: 3 });
    const file = await exportCodes(admin, { couponId, filter: {}, clear: { reason } });
    const later = await makeCode(test.db, couponId);
    const text = await csvOf(file);
    expect(text).not.toContain(later.code);
    expect(text.trim().split('\n')).toHaveLength(1 + 3);
  });

  it('of few codes, and a masked one, need nobody', async () => {
    const couponId = await makeCodes(3);
    const alone = await makeUserContext(test.db, 'admin');
    await setFourEyes(test.db, { fourEyesExportCodes: 3 });
    await csvOf(await exportCodes(alone, { couponId, filter: {}, clear: { reason } }));
    await setFourEyes(test.db, { fourEyesExportCodes: 1 });
    await csvOf(await exportCodes(alone, { couponId, filter: {} }));
  });

  it('is not read in pieces that are larger, by a person or by a key', async () => {
    const couponId = await makeCodes(3);
    const { rows } = await test.sql`select array_agg(id::int) as rows from codes where coupon_id = ${couponId}`.then(
      ([row]) => row as unknown as { rows: number[] },
    );
    await setFourEyes(test.db, { fourEyesExportCodes: 2 });
    await expect(revealCodes(admin, { couponId, ids: rows })).rejects.toBeInstanceOf(NeedsSecondPerson);
    const list = (query: string) => call('GET', `/management/coupons/${couponId}/codes.json${query}`);
    for (const query of ['', '?page=1&per_page=3']) {
      expect(await list(query)).toMatchObject({
        status: 403,
        body: { error: 'Forbidden', code: 'needs_second_person' },
      });
    }
    expect((await list('?page=1&per_page=2')).status).toBe(200);
    const reader = await makeKeyOf(test.db, { id: integrator.actor.integratorId, name: 'I' }, ['coupons:read']);
    const masked = await call('GET', `/management/coupons/${couponId}/codes.json`, undefined, reader.key);
    expect(masked.status).toBe(200);
  });
});

describe('a coupon of 100 % without a limit', () => {
  const free = () => newCoupon({ discount: 100 });

  it('is made, copied and changed to by two', async () => {
    await setFourEyes(test.db, { fourEyesFreeCoupons: true });
    for (const alone of [
      { discount: 99 },
      { maxRedemptions: 1 },
      { budget: 100 },
      { security: 'restricted' as const },
    ]) {
      await createLinkedCoupon(admin, newCoupon({ discount: 100, ...alone }));
    }
    const wanted = free();
    const id = await ask(admin, createLinkedCoupon(admin, wanted));
    expect(await approve(second, { id })).toMatchObject({ state: 'done' });
    const [made] = await test.sql`select id::int, code from coupons where code = ${wanted.code}`;
    const [row] = await test.db.select().from(approvals).where(eq(approvals.id, id));
    expect(row).toMatchObject({ subjectKind: 'coupon', subjectId: made?.id });

    await draftOf(createCoupon(admin, free()));
    const copy = await ask(admin, duplicateCoupon(admin, { ...free(), sourceId: Number(made?.id) }));
    expect(await approve(second, { id: copy })).toMatchObject({ state: 'done' });
    const limited = await createCoupon(admin, newCoupon({ discount: 100, maxRedemptions: 5 }));
    await draftOf(updateCoupon(admin, { id: limited.id, maxRedemptions: null }));
  });

  it('that was approved is not widened by one', async () => {
    const { id } = await createCoupon(admin, newCoupon({ discount: 100, expiresAt: new Date('2031-01-01') }));
    await setFourEyes(test.db, { fourEyesFreeCoupons: true });
    await draftOf(updateCoupon(admin, { id, expiresAt: null }));
    await updateCoupon(admin, { id, status: 'unavailable', description: 'Paused' });
    await updateCoupon(admin, { id, maxRedemptions: 10 });
  });

  it('is not made by two changes at one instant that neither makes alone', async () => {
    await setFourEyes(test.db, { fourEyesFreeCoupons: true });
    const { id } = await createCoupon(admin, newCoupon({ discount: 50, maxRedemptions: 5 }));
    const changes = [{ discount: 100 }, { maxRedemptions: null }];
    const results = await Promise.allSettled(changes.map((change) => updateCoupon(admin, { id, ...change })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused at once where its code is taken', async () => {
    await setFourEyes(test.db, { fourEyesFreeCoupons: true });
    const { code } = await createCoupon(admin, newCoupon({}));
    await expect(createLinkedCoupon(admin, { ...free(), code })).rejects.toBeInstanceOf(Invalid);
  });

  it('is refused to a key', async () => {
    await setFourEyes(test.db, { fourEyesFreeCoupons: true });
    const coupon = { code: `KEY-${process.pid}`, discount: 100, duration: 'once' };
    const made = await call('POST', '/management/coupons.json', { coupon: { ...coupon, max_redemptions: 5 } });
    expect(made.status).toBe(200);
    const refused = {
      status: 403,
      body: { error: 'Forbidden', code: 'needs_second_person', message: /not with an API key/ },
    };
    const free = await call('POST', '/management/coupons.json', { coupon: { ...coupon, code: `${coupon.code}-2` } });
    expect(free).toMatchObject(refused);
    const path = `/management/coupons/${made.body.coupon.id}.json`;
    expect(await call('PUT', path, { coupon: { max_redemptions: null } })).toMatchObject(refused);
  });
});

describe('a coupon that can give away more than the amount', () => {
  const limit = 1_000_00;
  // What each of them makes alone counts together.
  let giver: Context<UserActor>;
  beforeEach(async () => {
    giver = await makeUserContext(test.db, 'admin');
    await setFourEyes(test.db, { fourEyesCouponPaisa: limit });
  });

  it.each<[string, Partial<CreateCouponInput>]>([
    ['99 %', { discount: 99 }],
    ['a percentage with a number of redemptions', { discount: 99, maxRedemptions: 10 }],
    ['an amount above every price', { discount: 0, amountOff: 1_00, maxRedemptions: null }],
    ['a number of redemptions in the millions', { discount: 0, amountOff: 1, maxRedemptions: 2_147_483_647 }],
    ['one redemption too many', { discount: 0, amountOff: limit / 10, maxRedemptions: 11 }],
    ['a budget above it', { discount: 99, budget: limit + 1 }],
    ['only issued codes', { discount: 100, security: 'restricted' }],
  ])('is made by two: %s', async (_, rule) => {
    const refused = createCoupon(giver, newCoupon(rule));
    await expect(refused).rejects.toThrow(/^A coupon that can give away more than Rs.1,000 needs a second person/);
    await draftOf(refused);
  });

  it.each<[string, Partial<CreateCouponInput>]>([
    ['a budget up to it', { discount: 100, budget: limit }],
    ['an amount for a number of redemptions', { discount: 0, amountOff: limit / 10, maxRedemptions: 10 }],
    ['a percentage up to an amount', { discount: 50, maximumOff: limit / 100, maxRedemptions: 100 }],
  ])('is none with %s', async (_, rule) => {
    await createCoupon(giver, newCoupon(rule));
  });

  it('is changed to by two, and refused to a key', async () => {
    const { id } = await createCoupon(giver, newCoupon({ discount: 100, budget: limit }));
    await updateCoupon(giver, { id, expiresAt: new Date('2031-01-01') });
    const request = await ask(giver, updateCoupon(giver, { id, budget: limit + 1 }));
    expect(await approve(second, { id: request })).toMatchObject({ state: 'done' });
    await draftOf(updateCoupon(giver, { id, expiresAt: null }));
    await updateCoupon(giver, { id, budget: limit });
    const coupon = { code: `MUCH-${process.pid}`, discount: 20, duration: 'once' };
    expect(await call('POST', '/management/coupons.json', { coupon })).toMatchObject({
      status: 403,
      body: { code: 'needs_second_person' },
    });
  });
});
