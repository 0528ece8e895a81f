import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { sessionCookie } from '@/lib/platform/auth/session';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { rolesThatCan } from '@/lib/platform/context/permissions';
import { roles } from '@/lib/platform/context/roles';
import { serverActions } from './cells';

const browser = vi.hoisted(() => ({ cookie: '' }));
// What Next gives an action of a request; session, use case and database are the real ones.
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => (browser.cookie ? { value: browser.cookie } : undefined) }),
}));
// Refusals stay in English.
vi.mock('next-intl/server', () => ({ getMessages: async () => ({}) }));

const test = openTestDatabase();

type Action = (input: unknown) => Promise<{ ok: boolean; code?: string }>;
const root = path.resolve(import.meta.dirname, '../..');

async function load({ file, name }: { file: string; name: string }): Promise<Action> {
  const actions: Record<string, Action> = await import(path.join(root, file));
  const action = actions[name];
  if (!action) throw new Error(`${file} has no ${name}.`);
  return action;
}

it('there are as many as screens need', () => {
  expect(serverActions.length).toBeGreaterThan(70);
});

it.each(serverActions.map((one) => [one.name, one] as const))(
  '%s: is refused to nobody in, and to each role without its permission, and to no other',
  async (_, one) => {
    const run = await load(one);
    browser.cookie = '';
    expect(await run({ id: -1 })).toMatchObject({ ok: false, code: 'unauthenticated' });
    for (const role of roles) {
      const cookie = await cookieOf(await makeUserContext(test.db, role));
      browser.cookie = cookie.slice(sessionCookie().length + 1);
      const { code } = await run({ id: -1 });
      const isAllowed = one.permission === null || rolesThatCan(one.permission).includes(role);
      expect([role, code === 'forbidden']).toEqual([role, !isAllowed]);
    }
  },
);
