import path from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { sessionCookie } from '@/lib/platform/auth/session';
import { cookieOf, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { furtherPermissions } from '@/lib/platform/context/permission-names';
import { can } from '@/lib/platform/context/permissions';
import { roles } from '@/lib/platform/context/roles';
import { serverActions } from './cells';
import { browser } from './next-headers';

// Session, use case and database are the real ones.
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => import('./next-headers'));
// Refusals stay in English.
vi.mock('next-intl/server', () => ({ getMessages: async () => ({}) }));

const test = openTestDatabase();

/** Of each built-in role, and of a role of one's own with each single right and what that needs. */
let people: { who: string; actor: UserActor; cookie: string }[];
beforeAll(async () => {
  const own = furtherPermissions.map(async (one) => [`own: ${one}`, await makeRole(test.db, one)] as const);
  const held = [...roles.map((role) => [role, role] as const), ...(await Promise.all(own))];
  people = await Promise.all(
    held.map(async ([who, role]) => {
      const ctx = await makeUserContext(test.db, role);
      return { who, actor: ctx.actor, cookie: (await cookieOf(ctx)).slice(sessionCookie().length + 1) };
    }),
  );
});

afterEach(() => {
  browser.pageUser = '';
});

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
    for (const { who, actor, cookie } of people) {
      browser.cookie = cookie;
      const { code } = await run({ id: -1 });
      const isAllowed = one.permission === null || can(actor, one.permission);
      expect([who, code === 'forbidden']).toEqual([who, !isAllowed]);
    }
  },
);

// Selling, voiding, showing and replacing a PIN, refunds, credit: whatever a page can send goes through these.
it('each of a page that was opened by somebody else is refused with words, before anything else of it is looked at', async () => {
  const [one, other] = people;
  if (!one || !other) throw new Error('There are no two people.');
  browser.cookie = one.cookie;
  browser.pageUser = String(other.actor.id);
  const message = expect.stringContaining(
    `You are signed in as ${one.actor.name} now: reload the page. Nothing was changed.`,
  );
  for (const action of serverActions) {
    const answer = await (await load(action))({ id: -1 });
    expect([action.name, answer]).toEqual([
      action.name,
      expect.objectContaining({ ok: false, code: 'other_user', message }),
    ]);
  }
  browser.pageUser = String(one.actor.id);
  const own = await (await load({ file: 'app/(desk)/sales/actions.ts', name: 'voidSaleAction' }))({ id: -1 });
  expect(own.code).not.toBe('other_user');
});
