import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvals } from '@/db/schema/approvals';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { Invalid, NeedsProof, NeedsSecondPerson } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { revealCodes } from '@/lib/domain/coupons/codes/reveal-code';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { correctCredit } from '@/lib/domain/sales/credits/correct-credit';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { makeKeyContext, makeKeyOf, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { approve } from './approve';
import { ask, draftOf, setFourEyes } from './testing';

const test = openTestDatabase({ max: 6 });
let admin: Context<UserActor>;
let second: Context<UserActor>;
let app: ReturnType<typeof createApp>;
let integrator: Awaited<ReturnType<typeof makeKeyContext>>;
let integratorId: number;

const off = { creditPaisa: null, exportCodes: null, freeCoupons: false, voidPaisa: null };
const allOff = {
  fourEyesCreditPaisa: null,
  fourEyesExportCodes: null,
  fourEyesFreeCoupons: false,
  fourEyesVoidPaisa: null,
};
const reason = 'tests';
const givesCredit = ['integrators.read', 'integrators.write'] as const;

beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  admin = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  second = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  integrator = await makeKeyContext(test.db, ['coupons:read', 'coupons:write', 'codes:reveal', 'nettv:sell']);
  integratorId = integrator.actor.integratorId;
  await topUpCredit(systemContext(test.db, 'tests'), { integratorId, amountPaisa: 1000, reason });
});
beforeEach(async () => {
  await setFourEyes(test.db, allOff);
  await test.db.update(sessions).set({ provenAt: new Date() });
});

const call = async (method: string, path: string, body?: unknown, key = integrator.key) => {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
  };
  const answer = await app.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: answer.status, body: await answer.json() };
};
const csvOf = async ({ rows }: Awaited<ReturnType<typeof exportCodes>>) => {
  let text = '';
  for await (const part of rows) text += part;
  return text;
};

describe('credit', () => {
  it('in parts, within a day, counts together: of one person to one integrator, without what was approved or taken back', async () => {
    const other = (await makeKeyContext(test.db, ['nettv:sell'])).actor.integratorId;
    const clock = { at: new Date() };
    const giver = await makeUserContext(test.db, await makeRole(test.db, ...givesCredit), () => clock.at);
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const move = (amountPaisa: number, to = other) => ({ integratorId: to, amountPaisa, reason });
    await topUpCredit(giver, move(60));
    await correctCredit(giver, move(40));
    await expect(topUpCredit(giver, move(1))).rejects.toThrow(/within a day needs a second person/);
    const id = await ask(giver, correctCredit(giver, move(1)));
    await approve(second, { id });
    await topUpCredit(giver, move(100, integratorId));
    await topUpCredit(second, move(100));
    await correctCredit(giver, move(-30));
    await topUpCredit(giver, move(30));
    clock.at = new Date(clock.at.getTime() + 25 * 3_600_000);
    await topUpCredit(giver, move(100));
  });

  it('in two parts at the same instant is given once', async () => {
    const { integratorId: to } = (await makeKeyContext(test.db, ['nettv:sell'])).actor;
    const giver = await makeUserContext(test.db, await makeRole(test.db, ...givesCredit));
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const parts = Array.from({ length: 4 }, () => topUpCredit(giver, { integratorId: to, amountPaisa: 60, reason }));
    const done = await Promise.allSettled(parts);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readBalance(test.db, to)).availablePaisa).toBe(60);
  });

  it('up to the amount is moved by one person, above it by two; less is taken by one', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const move = (amountPaisa: number) => ({ integratorId, amountPaisa, reason });
    const before = (await readBalance(test.db, integratorId)).availablePaisa;
    await topUpCredit(admin, move(100));
    await draftOf(topUpCredit(admin, move(101)));
    await correctCredit(admin, move(-200));
    const id = await ask(admin, correctCredit(admin, move(101)));
    expect((await readBalance(test.db, integratorId)).availablePaisa).toBe(before - 100);
    await approve(second, { id });
    expect((await readBalance(test.db, integratorId)).availablePaisa).toBe(before + 1);
  });

  it('is also a limit that is raised above it, and not one that is lowered', async () => {
    await setCreditTerms(admin, { integratorId, limitPaisa: 900, lowCreditPaisa: null });
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    await setCreditTerms(admin, { integratorId, limitPaisa: 800, lowCreditPaisa: 5 });
    const id = await ask(admin, setCreditTerms(admin, { integratorId, limitPaisa: 801, lowCreditPaisa: 5 }));
    expect(await approve(second, { id })).toMatchObject({ state: 'done' });
  });

  it('comes with a new key up to the amount alone', async () => {
    await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
    const key = { name: 'Shop', scopes: ['nettv:sell' as const] };
    await expect(createIntegratorKey(admin, { ...key, creditPaisa: 101 })).rejects.toMatchObject({
      fields: { creditPaisa: [/needs a second person/] },
    });
    await createIntegratorKey(admin, { ...key, creditPaisa: 100 });
    await createIntegratorKey(systemContext(test.db, 'npm run key'), { ...key, creditPaisa: 101 });
  });
});

describe('a clear export', () => {
  const makeCodes = async (count: number) => {
    const { id: couponId } = await makeCoupon(test.db);
    for (let made = 0; made < count; made += 1) await makeCode(test.db, couponId);
    return couponId;
  };

  it('of more codes is downloaded once, by who asked, with the same filter, after somebody approved', async () => {
    const couponId = await makeCodes(3);
    await setFourEyes(test.db, { fourEyesExportCodes: 2 });
    const input = { couponId, filter: { status: 'available' as const }, clear: { reason } };
    const id = await ask(admin, exportCodes(admin, input));
    await draftOf(exportCodes(admin, input));
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
    await setFourEyes(test.db, { fourEyesExportCodes: 3 });
    await csvOf(await exportCodes(admin, { couponId, filter: {}, clear: { reason } }));
    await setFourEyes(test.db, { fourEyesExportCodes: 1 });
    await csvOf(await exportCodes(admin, { couponId, filter: {} }));
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
    const reader = await makeKeyOf(test.db, { id: integratorId, name: 'I' }, ['coupons:read']);
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

it('a void above the amount is refused to a key, and one up to it is not', async () => {
  const buyer = await makeBuyer(test.db, 2_000_000);
  const stock = await makeStock(test.db, 2);
  const { sale } = await sell(buyer, order(stock));
  await setFourEyes(test.db, { fourEyesVoidPaisa: sale.amountPaisa - 1 });
  const undo = () => call('POST', `/api/v1/sales/${sale.reference}/void`, { reason }, buyer.key);
  expect(await undo()).toMatchObject({
    status: 403,
    body: { code: 'needs_second_person', detail: /not with an API key/ },
  });
  await setFourEyes(test.db, { fourEyesVoidPaisa: sale.amountPaisa });
  expect((await undo()).status).toBe(200);
  const { sale: other } = await sell(admin, order(stock));
  await voidSale(admin, { saleId: other.id, reason });
});

describe('the settings', () => {
  const on = { creditPaisa: 100, exportCodes: 10, freeCoupons: true, voidPaisa: null };

  it('are switched on and lowered by one, raised and switched off by two', async () => {
    await updateFourEyes(admin, { ...on, was: off });
    await updateFourEyes(admin, { ...on, creditPaisa: 50, voidPaisa: 5, was: on });
    const now = await readFourEyes(test.db);
    expect(now).toEqual({ ...on, creditPaisa: 50, voidPaisa: 5 });
    for (const weaker of [{ creditPaisa: 51 }, { exportCodes: null }, { freeCoupons: false }, { voidPaisa: null }]) {
      await draftOf(updateFourEyes(admin, { ...now, ...weaker, was: now }));
    }
    expect(await readFourEyes(test.db)).toEqual(now);
    const id = await ask(admin, updateFourEyes(admin, { ...off, was: now }));
    expect(await approve(second, { id })).toMatchObject({ state: 'done' });
    expect(await readFourEyes(test.db)).toEqual(off);
  });

  it('are not overwritten by who saw others, nor by an approval of what they were before', async () => {
    await updateFourEyes(admin, { ...on, was: off });
    await expect(updateFourEyes(admin, { ...off, was: off })).rejects.toMatchObject({ reason: 'stale' });
    const id = await ask(admin, updateFourEyes(admin, { ...on, creditPaisa: null, was: on }));
    await updateFourEyes(second, { ...on, voidPaisa: 5, was: on });
    expect(await approve(second, { id })).toMatchObject({ state: 'failed', answer: /meanwhile/ });
    expect(await readFourEyes(test.db)).toEqual({ ...on, voidPaisa: 5 });
  });

  it('are switched on only where somebody else could approve, by a fresh proof', async () => {
    await test.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, second.actor.id));
    await expect(updateFourEyes(admin, { ...on, was: off })).rejects.toMatchObject({ reason: 'nobody_else' });
    await test.db.update(users).set({ disabledAt: null }).where(eq(users.id, second.actor.id));
    await test.sql`update settings set step_up_minutes = 5`;
    await test.db.update(sessions).set({ provenAt: null });
    await expect(updateFourEyes(admin, { ...on, was: off })).rejects.toBeInstanceOf(NeedsProof);
    await test.sql`update settings set step_up_minutes = 0`;
  });
});
