import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { Conflict, NeedsSecondPerson } from '@/lib/core/errors';
import { couponImport } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { inPieces, readAsProposed, withJobs } from '@/lib/domain/coupons/imports/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeKeyContext, makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const { test, second, call } = provideLimits();
const limit = 1_000_00;
const hour = 3_600_000;
let clock: { at: Date };
let giver: Context<UserActor>;

beforeEach(async () => {
  clock = { at: new Date() };
  giver = await makeUserContext(test.db, 'admin', () => clock.at);
  await setFourEyes(test.db, { fourEyesCouponPaisa: limit });
});

const worth = (budget: number) => newCoupon({ discount: 100, budget });
const make = (budget: number, ctx = giver) => createCoupon(ctx, worth(budget));

it('coupons of one person within a day count together, without what was approved', async () => {
  await make(limit - 10);
  await make(10);
  const refused = make(1);
  await expect(refused).rejects.toThrow(/more than Rs.1,000 together with others of a day needs a second person/);
  const id = await ask(giver, refused);
  expect(await approve(second, { id })).toMatchObject({ state: 'done' });
  await make(limit, await makeUserContext(test.db, 'admin'));
  clock.at = new Date(clock.at.getTime() + 23 * hour);
  await draftOf(make(1));
  clock.at = new Date(clock.at.getTime() + 2 * hour);
  await make(limit);
});

it('each way to make or widen one counts, and none takes anything off', async () => {
  const first = await createLinkedCoupon(giver, worth(400_00));
  await duplicateCoupon(giver, { ...worth(300_00), sourceId: first.id });
  await updateCoupon(giver, { id: first.id, budget: 600_00 });
  const request = await ask(giver, updateCoupon(giver, { id: first.id, budget: 700_01 }));
  await updateCoupon(giver, { id: first.id, budget: 100 });
  await changeCoupons(giver, { ids: [first.id], action: 'delete' });
  await draftOf(make(100_01));
  await make(100_00);
  await draftOf(make(1));
  // It was narrowed since, so what was approved is another coupon.
  expect(await approve(second, { id: request })).toMatchObject({ state: 'failed' });
});

it('one that could give away anything gives away no more once it is bounded', async () => {
  const { id } = await createCoupon(systemContext(test.db, 'tests'), newCoupon({ discount: 100 }));
  await updateCoupon(giver, { id, budget: limit });
  await make(limit);
});

it('of many at the same instant only those up to the amount are made', async () => {
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => make(400_00)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    const refused = result.reason;
    expect(refused instanceof NeedsSecondPerson || refused instanceof Conflict).toBe(true);
  }
});

it('of coupons that are widened at the same instant, too', async () => {
  const ids: number[] = [];
  for (let made = 0; made < 4; made += 1) ids.push((await make(100_00)).id);
  const results = await Promise.allSettled(ids.map((id) => updateCoupon(giver, { id, budget: 400_00 })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});

it('the keys of one integrator count together', async () => {
  const { actor, key } = await makeKeyContext(test.db, ['coupons:write']);
  const other = await makeKeyOf(test.db, { id: actor.integratorId, name: 'I' }, ['coupons:write']);
  const stranger = await makeKeyContext(test.db, ['coupons:write']);
  const send = (budget: number, as: string) => {
    const coupon = { code: newCoupon({}).code, discount: 100, duration: 'once', budget };
    return call('POST', '/management/coupons.json', { coupon }, as);
  };
  expect((await send(limit - 1, key)).status).toBe(200);
  expect(await send(2, other.key)).toMatchObject({ status: 403, body: { code: 'needs_second_person' } });
  expect((await send(1, other.key)).status).toBe(200);
  expect((await send(limit, stranger.key)).status).toBe(200);
});

it('keys that one person made within a week count with that person, and together', async () => {
  const send = (budget: number, as: string) => {
    const coupon = { code: newCoupon({}).code, discount: 100, duration: 'once', budget };
    return call('POST', '/management/coupons.json', { coupon }, as);
  };
  const maker = await makeUserContext(test.db, 'admin');
  const keyOf = async (name: string) =>
    (await createIntegratorKey(maker, { name, scopes: ['coupons:write'], creditPaisa: 0 })).key;
  const [one, other] = [await keyOf('One of a person'), await keyOf('Another of a person')];
  expect((await send(limit - 10, one)).status).toBe(200);
  expect(await send(11, other)).toMatchObject({ status: 403, body: { code: 'needs_second_person' } });
  await draftOf(make(11, maker));
  await make(10, maker);
  expect(await send(1, other)).toMatchObject({ status: 403, body: { code: 'needs_second_person' } });
  await test.sql`update audit_events set at = at - interval '8 days' where action = 'integrator.key_created'`;
  expect((await send(limit, other)).status).toBe(200);
});

it('of two such keys and their person at the same instant only one gives the amount', async () => {
  const maker = await makeUserContext(test.db, 'admin');
  const keys = [];
  for (const name of ['First at once', 'Second at once']) {
    keys.push((await createIntegratorKey(maker, { name, scopes: ['coupons:write'], creditPaisa: 0 })).key);
  }
  const sent = keys.map(async (key) => {
    const coupon = { code: newCoupon({}).code, discount: 100, duration: 'once', budget: limit };
    return (await call('POST', '/management/coupons.json', { coupon }, key)).status === 200;
  });
  const made = make(limit, maker).then(
    () => true,
    () => false,
  );
  expect((await Promise.all([...sent, made])).filter(Boolean)).toHaveLength(1);
});

it('rows of a file count together, with what was made before', async () => {
  await make(300_00);
  const codes = [1, 2, 3].map(() => newCoupon({}).code);
  const text = `code,duration,discount,budget\n${codes.map((code) => `${code},forever,100,400`).join('\n')}\n`;
  const reading = await readAsProposed(couponImport, giver, text);
  const { shown } = await withJobs(couponImport).checkFile(giver, { ...reading, file: inPieces(text) });
  expect(shown.map(({ result }) => result).toSorted()).toEqual(['malformed', 'malformed', 'new']);
  const { added } = await withJobs(couponImport).importFile(giver, {
    ...reading,
    meant: true,
    fileName: 'c.csv',
    file: inPieces(text),
  });
  expect(added).toBe(1);
  await draftOf(make(300_01));
});

it('the activity says by how much, only while it counts', async () => {
  const dataOf = async (id: number) =>
    (await test.db.select({ data: auditEvents.data }).from(auditEvents).where(eq(auditEvents.subjectId, id)))[0]?.data;
  expect(await dataOf((await make(500)).id)).toMatchObject({ givesAwayPaisa: 500 });
  await setFourEyes(test.db, { fourEyesCouponPaisa: null });
  expect(await dataOf((await make(500)).id)).not.toHaveProperty('givesAwayPaisa');
});
