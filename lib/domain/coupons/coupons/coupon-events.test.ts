import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { webhookEvents } from '@/db/schema/webhooks';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { changeCoupons } from './change-coupons';
import { changeLinks } from './change-links';
import { createCoupon } from './create-coupon';
import { deleteCoupon } from './delete-coupon';
import { restoreCoupon } from './restore-coupon';
import { newCoupon } from './testing';
import { updateCoupon } from './update-coupon';

let test: TestDatabase;
let admin: Context<UserActor>;
let key: Context<KeyActor>;

beforeAll(async () => {
  test = await createTestDatabase();
  admin = await makeUserContext(test.db, 'admin');
  key = await makeKeyContext(test.db, ['coupons:write']);
});
beforeEach(async () => {
  await test.db.execute('truncate webhook_endpoints, webhook_events cascade');
  await makeEndpoint(admin, { eventTypes: ['coupon.created', 'coupon.updated', 'coupon.deleted', 'codes.issued'] });
});
afterAll(() => test.close());

const events = () =>
  test.db
    .select({ type: webhookEvents.type, data: webhookEvents.data, integratorId: webhookEvents.integratorId })
    .from(webhookEvents)
    .orderBy(webhookEvents.position);
const changes = async () => (await events()).map(({ type, data }) => [type, data.coupon_id, data.changed]);

it('announces what is done to a coupon, with the names of its fields as the API has them', async () => {
  const { id } = await createCoupon(admin, newCoupon());
  await updateCoupon(admin, { id, discount: 30, expiresAt: new Date('2099-01-01') });
  await updateCoupon(admin, { id, discount: 30 });
  await deleteCoupon(admin, { id });
  await restoreCoupon(admin, { id });
  await restoreCoupon(admin, { id });
  expect(await changes()).toEqual([
    ['coupon.created', id, undefined],
    ['coupon.updated', id, ['discount', 'expiration_date']],
    ['coupon.deleted', id, undefined],
    ['coupon.updated', id, ['deleted_at']],
  ]);
});

it('announces a change of many as one event each, and of links', async () => {
  const [one, two] = [await createCoupon(admin, newCoupon()), await createCoupon(admin, newCoupon())];
  await test.db.delete(webhookEvents);
  await changeCoupons(admin, { ids: [one.id, two.id, 999_999], action: 'switchOff' });
  await changeCoupons(admin, { ids: [one.id, two.id], action: 'delete' });
  await changeCoupons(admin, { ids: [two.id], action: 'restore' });
  const [group] = await test.sql`insert into user_groups (name) values ('Gold') returning id`;
  const link = { couponId: two.id, kind: 'user_group' as const, ids: [Number(group?.id)] };
  await changeLinks(admin, { ...link, action: 'link' });
  await changeLinks(admin, { ...link, action: 'link' });
  expect(await changes()).toEqual([
    ['coupon.updated', one.id, ['status']],
    ['coupon.updated', two.id, ['status']],
    ['coupon.deleted', one.id, undefined],
    ['coupon.deleted', two.id, undefined],
    ['coupon.updated', two.id, ['deleted_at']],
    ['coupon.updated', two.id, ['user_groups']],
  ]);
});

it('belongs to the company whose coupon it is, no matter who changes it, and is nobody else’s', async () => {
  const { id } = await createCoupon(key, newCoupon());
  await updateCoupon(admin, { id, discount: 30 });
  await createCoupon(admin, newCoupon());
  expect((await events()).map(({ integratorId }) => integratorId)).toEqual([
    key.actor.integratorId,
    key.actor.integratorId,
    null,
  ]);
});

it('is not announced when it did not happen, nor without an endpoint that asks', async () => {
  const failing = inTransaction(admin, async (tx) => {
    await createCoupon(tx, newCoupon());
    throw new Error('after all not');
  });
  await expect(failing).rejects.toThrow('after all not');
  await test.db.execute('truncate webhook_endpoints cascade');
  await createCoupon(admin, newCoupon());
  expect(await events()).toEqual([]);
});

it('announces once that the codes of a batch are there, whether they were written at once or by a job that ran twice', async () => {
  const { id: couponId } = await createCoupon(admin, newCoupon());
  await test.db.delete(webhookEvents);
  const small = await issueCodes(admin, { couponId, count: 2 });
  const large = await requestBatch(admin, { couponId, count: 5000 });
  const system = systemContext(test.db, 'test');
  await issueBatch(system, { batchId: large.id, chunkSize: 2000 });
  await issueBatch(system, { batchId: large.id, chunkSize: 2000 });
  expect((await events()).map(({ type, data }) => [type, data.batch_id, data.issued])).toEqual([
    ['codes.issued', small.batchId, 2],
    ['codes.issued', large.id, 5000],
  ]);
});
