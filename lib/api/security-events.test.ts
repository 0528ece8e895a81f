import { and, asc, eq, like, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { securityEvents } from '@/db/schema/security';
import { auditEvents, users } from '@/db/schema/team';
import { hashPassword } from '@/lib/platform/auth/password';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { prepared } from '@/test/prepared';
import { openDesk } from './desk/testing';

const desk = prepared(openDesk);
beforeEach(async () => {
  await flushSecurityEvents();
  await desk.db.delete(securityEvents);
});

async function events() {
  await flushSecurityEvents();
  return desk.db.select().from(securityEvents).orderBy(asc(securityEvents.kind), sql`${securityEvents.data}::text`);
}

it('records what a person is refused, without the ids that they asked for', async () => {
  const { ctx, headers } = await desk.signedIn('viewer');
  const sent = { ...headers, 'user-agent': 'a browser' };
  expect((await desk.app.request('/api/desk/activity?actor=user:7', { headers: sent })).status).toBe(403);
  expect((await desk.app.request('/api/desk/webhooks/deliveries/12345', { headers: sent })).status).toBe(403);
  expect(await events()).toMatchObject([
    { kind: 'action.refused', userId: ctx.actor.id, device: 'a browser', data: { asked: 'GET /api/desk/activity' } },
    { kind: 'action.refused', userId: ctx.actor.id, data: { asked: 'GET /api/desk/webhooks/deliveries/*' } },
  ]);
});

it('records what a key has no scope for, in each contract, and keys that are none', async () => {
  const key = await makeKeyContext(desk.db, ['redemptions:read']);
  const bearer = { authorization: `Bearer ${key.key}` };
  expect((await desk.app.request('/management/coupons.json', { headers: bearer })).status).toBe(403);
  expect((await desk.app.request(`/api/products/nettv-coupon/?token=${key.key}`)).status).toBe(403);
  expect((await desk.app.request('/api/v1/redemptions', { headers: { authorization: 'Bearer cdk_no' } })).status).toBe(
    401,
  );
  const rows = await events();
  expect(rows).toMatchObject([
    { kind: 'action.refused', actorKind: 'key', apiKeyId: key.actor.id },
    { kind: 'action.refused', actorKind: 'key', apiKeyId: key.actor.id },
    { kind: 'key.refused', actorKind: 'stranger', data: { reason: 'unknown' } },
  ]);
  expect(JSON.stringify(rows)).not.toContain(key.key);
});

it('records exports, searches of customers and reads of the activity', async () => {
  const { ctx, headers } = await desk.signedIn('admin');
  const read = async (path: string) => expect((await desk.app.request(path, { headers })).status).toBe(200);
  await read('/api/desk/sales?search=9860848045');
  await read('/api/desk/activity');
  const exported = await desk.app.request('/api/desk/sales/exports', {
    method: 'POST',
    headers: { ...headers, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(exported.status).toBe(200);
  const rows = await events();
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(['activity.read', 'customers.searched', 'data.exported']);
  expect(rows.every(({ userId }) => userId === ctx.actor.id)).toBe(true);
  expect(JSON.stringify(rows)).not.toContain('9860848045');
});

it.each([
  ['products/exports', {}, 'products'],
  ['user-groups/exports', {}, 'user_groups'],
  ['sales/report/exports', { by: 'day' }, 'sales report'],
  ['shifts/exports', {}, 'shifts'],
  ['statistics/exports', { table: 'day' }, 'statistics'],
])('records the export of %s, and has it in the activity', async (path, body, what) => {
  const { ctx, headers } = await desk.signedIn('admin');
  const answer = await desk.app.request(`/api/desk/${path}`, {
    method: 'POST',
    headers: { ...headers, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  expect(await events()).toMatchObject([{ kind: 'data.exported', userId: ctx.actor.id, data: { what } }]);
  const exported = and(eq(auditEvents.userId, ctx.actor.id), like(auditEvents.action, '%exported'));
  expect(await desk.db.$count(auditEvents, exported)).toBe(1);
});

it('records sign-ins that succeed, that fail and that are locked out, never with what was typed', async () => {
  const { actor } = await makeUserContext(desk.db, 'support');
  const password = 'a few words in a row';
  const [hashed, from] = [await hashPassword(password), { email: actor.email, address: '203.0.113.9' }];
  await desk.db.update(users).set({ passwordHash: hashed }).where(eq(users.id, actor.id));
  await signIn(desk.db, { ...from, password }, new Date());
  const tries = Array.from({ length: 11 }, () =>
    signIn(desk.db, { ...from, password: 'a wrong password' }, new Date()),
  );
  await Promise.allSettled(tries);
  await expect(
    signIn(desk.db, { email: 'nobody@example.com', password: 'typed here', address: '203.0.113.9' }, new Date()),
  ).rejects.toThrow();
  const rows = await events();
  const failed = rows.filter(({ kind }) => kind === 'sign_in.failed');
  expect(failed.map(({ userId, count }) => [userId, count])).toContainEqual([actor.id, 10]);
  expect(rows.filter(({ kind }) => kind === 'sign_in.succeeded')).toMatchObject([{ userId: actor.id, count: 1 }]);
  expect(rows.filter(({ kind }) => kind === 'sign_in.locked_out')).toMatchObject([{ count: 1 }]);
  expect(JSON.stringify(rows)).not.toMatch(/nobody@|typed here|wrong password/);
});
