import { asc } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { securityEvents } from '@/db/schema/security';
import { openTestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { type EventSource, flushSecurityEvents, recordSecurityEvent } from './record-event';

const test = openTestDatabase();
/** Each test in a quarter of an hour of its own: what is counted as one begins again. */
let clock = new Date('2026-11-03T06:00:00Z');
beforeEach(async () => {
  await flushSecurityEvents();
  await test.sql`truncate security_events`;
  clock = new Date(clock.getTime() + 15 * 60 * 1000);
});

const stranger = (address: string, more: Partial<EventSource> = {}): EventSource => ({
  actor: null,
  now: () => clock,
  origin: { address, device: 'a browser' },
  ...more,
});

async function written() {
  await flushSecurityEvents();
  return test.db.select().from(securityEvents).orderBy(asc(securityEvents.id));
}

it('says who did what, when, from where and with what', async () => {
  const ctx = await makeUserContext(test.db, 'admin', () => clock);
  const origin = { address: '203.0.113.9', device: 'Firefox' };
  recordSecurityEvent({ ...ctx, origin, requestId: 'r-1' }, { kind: 'data.exported', data: { what: 'sales' } });
  expect(await written()).toMatchObject([
    {
      kind: 'data.exported',
      actorKind: 'user',
      userId: ctx.actor.id,
      actorName: ctx.actor.name,
      address: '203.0.113.9',
      device: 'Firefox',
      data: { what: 'sales' },
      requestId: 'r-1',
      count: 1,
      at: clock,
    },
  ]);
});

it('counts what repeats, also over several writes', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 5; n += 1) recordSecurityEvent(stranger('203.0.113.9'), { kind: 'sign_in.failed' });
    await flushSecurityEvents();
  }
  expect(await written()).toMatchObject([{ kind: 'sign_in.failed', actorKind: 'stranger', count: 15 }]);
});

it('keeps an event whose transaction was rolled back', async () => {
  const ctx = await makeUserContext(test.db, 'viewer', () => clock);
  const rolledBack = test.db.transaction(async (db) => {
    recordSecurityEvent({ ...ctx, db } as EventSource, { kind: 'action.refused' });
    throw new Error('refused');
  });
  await expect(rolledBack).rejects.toThrow('refused');
  expect(await written()).toMatchObject([{ kind: 'action.refused', userId: ctx.actor.id }]);
});

it('makes few rows of one network that tries a thousand accounts, and counts them all', async () => {
  for (let userId = 1; userId <= 1000; userId += 1) {
    const tried = { userId, name: `Account ${userId}` };
    recordSecurityEvent(stranger(`2001:db8::${userId.toString(16)}`, { tried }), { kind: 'sign_in.failed' });
  }
  const rows = await written();
  expect(rows).toHaveLength(21);
  expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(1000);
});

it('makes few rows of thousands of networks, and counts them all', async () => {
  for (let n = 0; n < 3000; n += 1) {
    recordSecurityEvent(stranger(`198.${n >> 8}.${n & 255}.1`), { kind: 'key.refused' });
  }
  const rows = await written();
  expect(rows).toHaveLength(201);
  expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(3000);
  expect(rows.at(-1)).toMatchObject({ kind: 'key.refused' });
});

it('gives everybody in one office a row of their own', async () => {
  for (let id = 1; id <= 60; id += 1) {
    const actor = { kind: 'user' as const, id, name: `Seat ${id}`, email: '-', role: 'support' as const, sessionId: 0 };
    recordSecurityEvent(stranger('203.0.113.9', { actor }), { kind: 'sign_in.succeeded' });
  }
  expect(await written()).toHaveLength(60);
});

it('takes what Postgres would refuse, and is never in the way', async () => {
  const data = { asked: `\0${'x'.repeat(1000)}\ud800` };
  recordSecurityEvent(stranger('203.0.113.9\0', { origin: { address: 'x\0', device: '\ud800' } }), {
    kind: 'action.refused',
    data,
  });
  expect(await written()).toHaveLength(1);
  const broken = { ...stranger('203.0.113.9'), now: () => new Date(Number.NaN) };
  expect(() => recordSecurityEvent(broken, { kind: 'action.refused' })).not.toThrow();
});

it('adds up what two processes write at once', async () => {
  const { writeSecurityEvents } = await import('./write-events.sql');
  const at = clock.toISOString();
  const nobody = { actor_kind: 'stranger' as const, user_id: null, api_key_id: null, actor_name: null };
  const row = (slot: string) => ({
    ...{ slot, kind: 'sign_in.failed', at, last_at: at, count: 1, ...nobody },
    ...{ address: null, device: null, data: {}, request_id: null },
  });
  const slots = Array.from({ length: 20 }, (_, n) => `slot ${n}`);
  const orders = [slots, slots.toReversed(), slots, slots.toReversed()];
  await Promise.all(orders.map((order) => writeSecurityEvents(test.db, order.map(row))));
  expect((await written()).map(({ count }) => count)).toEqual(slots.map(() => 4));
});
