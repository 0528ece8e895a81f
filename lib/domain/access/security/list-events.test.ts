import { beforeAll, expect, it } from 'vitest';
import { securityEvents } from '@/db/schema/security';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { scopes } from '@/lib/platform/context/scopes';
import { deleteOldSecurityEvents } from '@/lib/platform/security/prune-events';
import { csvOf } from '@/test/csv-of';
import { prepared } from '@/test/prepared';
import { exportSecurityEvents } from './export-events';
import { listSecurityEvents } from './list-events';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const start = Date.parse('2026-11-03T06:15:00Z');
const count = 120;
beforeAll(async () => {
  const rows = Array.from({ length: count }, (_, n) => ({
    ...{ slot: `s${n}`, kind: n % 2 ? 'sign_in.failed' : 'data.exported', actorKind: n % 2 ? 'stranger' : 'user' },
    ...{ userId: n % 3 === 0 ? 7 : null, address: `203.0.113.${n}`, device: n === 0 ? '=cmd()' : null },
    ...{ at: new Date(start + n * 3_600_000), lastAt: new Date(start + n * 3_600_000), actorName: 'Sita' },
  }));
  await test.db.insert(securityEvents).values(rows as (typeof securityEvents.$inferInsert)[]);
});

const found = async (input: Parameters<typeof listSecurityEvents>[1]) =>
  (await listSecurityEvents(admin, input)).rows.map(({ address }) => Number(address?.split('.').at(-1)));

it('lists the latest first, page by page and back', async () => {
  const first = await listSecurityEvents(admin, {});
  expect(first.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id).toSorted((a, b) => b - a));
  const second = await listSecurityEvents(admin, { after: first.next ?? '' });
  const third = await listSecurityEvents(admin, { after: second.next ?? '' });
  expect([first, second, third].flatMap(({ rows }) => rows)).toHaveLength(count);
  expect(third.next).toBeNull();
  expect((await listSecurityEvents(admin, { after: second.previous ?? '' })).rows).toEqual(first.rows);
  await expect(listSecurityEvents(admin, { after: 'none' })).rejects.toThrow(Invalid);
});

it('is narrowed by kind, by who, by address and by days of the organization', async () => {
  expect((await found({ kind: 'sign_in.failed' })).every((n) => n % 2 === 1)).toBe(true);
  expect((await found({ actor: 'user:7' })).every((n) => n % 3 === 0)).toBe(true);
  expect((await found({ actor: 'stranger' })).every((n) => n % 2 === 1)).toBe(true);
  expect(await found({ address: '203.0.113.11' })).toEqual([119, 118, 117, 116, 115, 114, 113, 112, 111, 110, 11]);
  expect(await found({ address: '%' })).toEqual([]);
  // The day in Kathmandu ends at 18:15 UTC.
  expect(await found({ from: '2026-11-03', to: '2026-11-03' })).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  await expect(found({ from: '2026-11-03', to: '2026-11-02' })).rejects.toThrow(Invalid);
});

it('is exported as it is filtered, without a formula of a stranger, and audited', async () => {
  const text = await csvOf(await exportSecurityEvents(admin, { address: '203.0.113.0' }));
  expect(text.trim().split('\r\n')).toHaveLength(2);
  expect(text).toContain("'=cmd()");
  const [audited] = await test.sql`select data from audit_events where action = 'security_events.exported'`;
  expect(audited?.data).toEqual({ filter: { address: '203.0.113.0' } });
});

it('is closed to everybody but admins', async () => {
  for (const ctx of [
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'viewer'),
    await makeKeyContext(test.db, [...scopes]),
  ]) {
    await expect(listSecurityEvents(ctx, {})).rejects.toThrow(Forbidden);
    await expect(exportSecurityEvents(ctx as never, {})).rejects.toThrow(Forbidden);
  }
});

it('is deleted by the time it was last seen', async () => {
  const prune = (hours: number) => deleteOldSecurityEvents(test.db, new Date(start + hours * 3_600_000));
  await prune(-24);
  expect(await test.db.$count(securityEvents)).toBeGreaterThanOrEqual(count);
  await prune(24);
  expect(await test.db.$count(securityEvents)).toBeLessThan(count);
});
