import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { apiKeys } from '@/db/schema/integrators';
import { sessions } from '@/db/schema/team';
import { createApp } from '@/lib/api/app';
import { Conflict, NeedsSecondPerson } from '@/lib/core/errors';
import { changeKey } from '@/lib/domain/access/integrators/change-key';
import { deleteCode } from '@/lib/domain/coupons/codes/delete-code';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { revealCode } from '@/lib/domain/coupons/codes/reveal-code';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { cookieOf, makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { approve } from './approve';
import { ask, draftOf, letIn, provideLimits, setFourEyes } from './testing';

const { test, second, call } = provideLimits();
const reason = 'For the printer';
const hour = 3_600_000;
const most = 4;
let clock: { at: Date };
let person: Context<UserActor>;

beforeEach(async () => {
  clock = { at: new Date() };
  person = await makeUserContext(test.db, 'admin', () => clock.at);
  await setFourEyes(test.db, { fourEyesExportCodes: most });
});

const couponOf = async (count: number) => {
  const { id: couponId } = await makeCoupon(test.db);
  for (let made = 0; made < count; made += 1) await makeCode(test.db, couponId);
  return couponId;
};
const inClear = (couponId: number) => ({ couponId, filter: {}, clear: { reason } });
const takes = async (count: number, ctx = person) => exportCodes(ctx, inClear(await couponOf(count)));

const scopes = ['coupons:read' as const, 'codes:reveal' as const];
const keyOf = async (maker = person, name = `Shop ${crypto.randomUUID()}`) =>
  createIntegratorKey(maker, { name, scopes, creditPaisa: 0, couponLimit: 'all' });
const pages = (couponId: number, key: string, page: number, size = 2) =>
  call('GET', `/management/coupons/${couponId}/codes.json?page=${page}&per_page=${size}`, undefined, key);
const refused = { status: 403, body: { error: 'Forbidden', code: 'needs_second_person' } };

it('exports of one person within a day count together, without what was approved', async () => {
  await takes(3);
  await takes(1);
  const couponId = await couponOf(1);
  const late = exportCodes(person, inClear(couponId));
  await expect(late).rejects.toThrow('More than 4 codes in clear within a day needs a second person.');
  await approve(second, { id: await ask(person, late) });
  await exportCodes(person, inClear(couponId));
  await takes(most, await makeUserContext(test.db, 'admin'));
  clock.at = new Date(clock.at.getTime() + 23 * hour);
  await draftOf(takes(1));
  clock.at = new Date(clock.at.getTime() + 2 * hour);
  await takes(most);
});

it('of many at the same instant only those up to the number are let through', async () => {
  const couponIds = await Promise.all(Array.from({ length: 5 }, () => couponOf(2)));
  const results = await Promise.allSettled(couponIds.map((couponId) => exportCodes(person, inClear(couponId))));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason instanceof NeedsSecondPerson || result.reason instanceof Conflict).toBe(true);
  }
});

it('an export that is refused for its columns or its format counts for nothing', async () => {
  const headers = { cookie: await cookieOf(await makeUserContext(test.db, 'admin')), 'sec-fetch-site': 'same-origin' };
  const app = createApp({ database: () => test.db, now: () => new Date() });
  const body = JSON.stringify(inClear(await couponOf(most)));
  const sent = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
  const statusOf = async (query: string) => (await app.request(`/api/desk/code-exports${query}`, sent)).status;
  const statuses = [await statusOf('?columns=colour'), await statusOf('?as=pdf'), await statusOf('?columns=code')];
  expect(statuses).toEqual([400, 400, 200]);
});

it('a masked file and single codes that a person looks at count for nothing', async () => {
  const couponId = await couponOf(6);
  await exportCodes(person, { couponId, filter: {} });
  const ids = await test.sql<{ id: string }[]>`select id from codes where coupon_id = ${couponId}`;
  for (const { id } of ids) await revealCode(person, { couponId, codeId: Number(id) });
  await takes(most);
});

it('a key pages no further than the number within a day, the same codes again and again', async () => {
  const couponId = await couponOf(6);
  const { key } = await makeKeyContext(test.db, scopes);
  for (const page of [1, 2, 1, 2]) expect((await pages(couponId, key, page)).status).toBe(200);
  expect(await pages(couponId, key, 3)).toMatchObject(refused);
  expect(await pages(couponId, key, 5, 1)).toMatchObject(refused);
  const other = await makeKeyContext(test.db, scopes);
  expect((await pages(couponId, other.key, 3)).status).toBe(200);
  await setFourEyes(test.db, { fourEyesExportCodes: null });
  expect((await pages(couponId, key, 3)).status).toBe(200);
});

it('further keys of the company, and those of who made them, have no number of their own', async () => {
  const couponId = await couponOf(8);
  const name = `Shop ${crypto.randomUUID()}`;
  const [first, further, elsewhere] = [await keyOf(person, name), await keyOf(person, name), await keyOf()];
  expect((await pages(couponId, first.key, 1)).status).toBe(200);
  expect((await pages(couponId, further.key, 2)).status).toBe(200);
  expect(await pages(couponId, further.key, 3)).toMatchObject(refused);
  expect(await pages(couponId, elsewhere.key, 3)).toMatchObject(refused);
  await draftOf(takes(1));
  const fromOthers = await keyOf(await makeUserContext(test.db, 'admin'));
  expect((await pages(couponId, fromOthers.key, 3)).status).toBe(200);
});

it('what a person exported counts for the key that they make then, or let reach a coupon', async () => {
  const couponId = await couponOf(6);
  const old = await makeKeyContext(test.db, scopes);
  await test.db.update(apiKeys).set({ couponLimit: 'own' }).where(eq(apiKeys.id, old.actor.id));
  await takes(3);
  const { key } = await keyOf();
  expect(await pages(await couponOf(2), key, 1)).toMatchObject(refused);
  const widened = { name: 'Shop', expiresAt: null, couponLimit: 'own' as const, couponIds: [couponId], networks: '' };
  await changeKey(person, { keyId: old.actor.id, ...widened });
  expect(await pages(couponId, old.key, 1)).toMatchObject(refused);
});

it('accounts that a person let in within a week count with them and with each other', async () => {
  const [account, sibling, stranger] = [await letIn(person), await letIn(person), await letIn(second)];
  await takes(3);
  await draftOf(takes(2, account));
  await takes(1, account);
  for (const ctx of [person, account, sibling]) await draftOf(takes(1, ctx));
  const { key } = await keyOf(sibling);
  expect(await pages(await couponOf(1), key, 1)).toMatchObject(refused);
  await takes(most, stranger);
  clock.at = new Date(clock.at.getTime() + 8 * 24 * hour);
  await test.db.update(sessions).set({ provenAt: clock.at });
  await takes(most, account);
  await takes(most);
});

it('of a person and an account of theirs at the same instant only one is let through', async () => {
  const account = await letIn(person);
  const couponIds = [await couponOf(3), await couponOf(3)];
  const results = await Promise.allSettled(
    [person, account].map((ctx, at) => exportCodes(ctx, inClear(couponIds[at] ?? 0))),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [row] = await test.sql`select sum((data ->> 'count')::int)::int as shown from audit_events
    where action = 'codes.exported' and user_id in (${person.actor.id}, ${account.actor.id})`;
  expect(row?.shown).toBe(3);
});

it.each([
  ['end', { expiresAt: new Date(Date.now() - hour) }],
  ['networks', { networks: ['203.0.113.0/24'] }],
])('so it does for a key of somebody else that they give other %s', async (_, before) => {
  const couponId = await couponOf(2);
  const old = await makeKeyContext(test.db, scopes);
  await test.db.update(apiKeys).set(before).where(eq(apiKeys.id, old.actor.id));
  await takes(3);
  expect((await pages(couponId, old.key, 1)).status).not.toBe(200);
  const as = { expiresAt: null, couponLimit: 'all' as const, couponIds: [], networks: '' };
  await changeKey(person, { keyId: old.actor.id, name: 'Shop', ...as });
  expect(await pages(couponId, old.key, 1)).toMatchObject(refused);
});

it('a key that is only renamed has a number of its own', async () => {
  const couponId = await couponOf(2);
  const old = await makeKeyContext(test.db, scopes);
  await takes(3);
  const as = { expiresAt: null, couponLimit: 'all' as const, couponIds: [], networks: '' };
  await changeKey(person, { keyId: old.actor.id, name: 'Till 2', ...as });
  expect((await pages(couponId, old.key, 1)).status).toBe(200);
});

it('a key that has seen its number restores a code, and is shown it masked, also in a replay', async () => {
  const couponId = await couponOf(2);
  const { key } = await makeKeyContext(test.db, [...scopes, 'coupons:write']);
  const restore = async (press?: string) => {
    const { id: codeId } = await makeCode(test.db, couponId);
    await deleteCode(person, { couponId, codeId });
    const path = `/management/coupons/${couponId}/codes/${codeId}/restore.json`;
    const send = async () => (await call('POST', path, {}, key, press)).body.code.code;
    return [await send(), press ? await send() : null];
  };
  expect((await restore())[0]).not.toContain('•');
  await setFourEyes(test.db, { fourEyesExportCodes: 1 });
  expect(await restore('press-0123456789')).toEqual([expect.stringContaining('•'), expect.stringContaining('•')]);
});
