import { afterEach, expect, it } from 'vitest';
import { openPoolerFake, type PoolerKind } from '@/test/fakes/pooler';
import { assertOwnSessions, assertSamePlace, sharesSessions } from './pooler';
import { openTestDatabase } from './testing';

const test = openTestDatabase();
const open: { close: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function fake(kind: PoolerKind) {
  const pooler = await openPoolerFake(kind);
  open.push(pooler);
  return pooler;
}

it.each([
  ['none', false],
  ['lifo', true],
  ['round-robin', true],
  ['statement', true],
] as const)('of sessions that are given out as %s, being shared is %s', async (kind, isShared) => {
  expect(await sharesSessions(await fake(kind))).toBe(isShared);
});

it('lets Postgres itself through', async () => {
  await assertOwnSessions(test, 'DATABASE_URL');
});

it('refuses a pooler with the reason and what to do, for the variable that leads to it', async () => {
  await expect(assertOwnSessions(await fake('lifo'), 'DATABASE_URL')).rejects.toThrow(
    /DATABASE_URL: .*PgBouncer in transaction mode.*\nSet DATABASE_POOLER=transaction, and DATABASE_DIRECT_URL/,
  );
  await expect(assertOwnSessions(await fake('lifo'), 'DATABASE_DIRECT_URL')).rejects.toThrow(
    /DATABASE_DIRECT_URL: .*\nLet DATABASE_DIRECT_URL lead to Postgres itself/,
  );
});

it('refuses two addresses that lead to different databases', async () => {
  const other = new URL(test.url);
  other.pathname = '/postgres';
  await assertSamePlace(test, test);
  await expect(assertSamePlace(test, { url: other.href })).rejects.toThrow(/different databases/);
});
