import { beforeAll, describe, expect, it } from 'vitest';
import { Forbidden } from '@/lib/core/errors';
import { findSessionUser } from '@/lib/platform/auth/session';
import { cookieOf, makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { Actor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { canOpen, deskPages, isForbiddenPage, pagePermissions } from '@/lib/platform/context/page-permissions';
import { furtherPermissions, type Permission } from '@/lib/platform/context/permission-names';
import { can } from '@/lib/platform/context/permissions';
import { roles } from '@/lib/platform/context/roles';
import { type Scope, scopes } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';
import { straightRequest } from '../api-fuzz/requests';
import { openWorld } from '../api-fuzz/testing';
import { describePermissions, deskCalls, keyCalls, nameOf, operations } from './cells';

const world = prepared(openWorld);
let people: { who: string; actor: Actor; cookie: string; sessionToken: string }[];
let keys: Record<Scope, string>;
/** The built-in roles, roles of one's own with a single right and what that needs, and keys of a single scope. */
const actors: (readonly [who: string, ctx: Context<Actor>])[] = [];

beforeAll(async () => {
  const ofOneRight = furtherPermissions.map(async (one) => [one, await makeRole(world.db, one)] as const);
  const held = [...roles.map((role) => [role, role] as const), ...(await Promise.all(ofOneRight))];
  people = await Promise.all(
    held.map(async ([who, role]) => {
      const ctx = await makeUserContext(world.db, role, undefined, world.integratorId);
      actors.push([who, ctx]);
      return { who, actor: ctx.actor, cookie: await cookieOf(ctx), sessionToken: ctx.sessionToken };
    }),
  );
  const programs = await Promise.all(
    scopes.map(async (scope) => [scope, await makeKeyContext(world.db, [scope])] as const),
  );
  keys = Object.fromEntries(programs.map(([scope, { key }]) => [scope, key])) as typeof keys;
  actors.push(...programs);
});

it('docs/permissions.md says what the code does', async () => {
  await expect(describePermissions()).toMatchFileSnapshot('../../docs/permissions.md');
});

describe('each use case refuses each role and each scope without its permission, whatever it is asked, and no other', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))('%s', async (_, operation) => {
    const { permission } = operation;
    if (permission === null) return;
    for (const [who, ctx] of actors) {
      const input = { id: -1 };
      const isRefused = await operation.call(ctx, input).then(
        () => false,
        (error: unknown) => error instanceof Forbidden,
      );
      expect([who, isRefused]).toEqual([who, !can(ctx.actor, permission)]);
    }
  });
});

describe('each page is 403 to each role without its permission, as the session of the request says, and to no other', () => {
  it.each(deskPages)('%s', async (page) => {
    const needs = pagePermissions[page];
    const target = page.replaceAll(/\[\w+\]/g, '1');
    for (const { who, actor, sessionToken } of people) {
      const user = await findSessionUser(world.db, sessionToken, new Date());
      if (!user) throw new Error(`${who} is not signed in.`);
      const isLed = page === '/' && who === 'partner';
      const isAllowed = needs === null || isLed || can(actor, needs);
      expect([who, isForbiddenPage(user, `${target}?page=2`)]).toEqual([who, !isAllowed]);
      expect([who, canOpen(user, page)]).toEqual([who, isAllowed && !isLed]);
    }
  });
});

/** What they are about belongs to the person who made it: for all others there is none. */
const ownToAsker = ['POST /api/desk/exports/{export}'];

describe("each call of the desk's pages is 403 to each role without its permission, and answers the others", () => {
  it.each(deskCalls.map((call) => [nameOf(call), call] as const))('%s', async (_, call) => {
    for (const { who, actor, cookie } of people) {
      const { status, changed } = await world.call(call, straightRequest(call), cookie);
      const isAllowed = call.needs === null || can(actor, call.needs as Permission);
      const isAnswered = status < 300 || (status === 404 && ownToAsker.includes(nameOf(call)));
      expect([who, isAnswered, status === 403]).toEqual([who, isAllowed, !isAllowed]);
      if (!isAllowed) expect(changed).toEqual([]);
    }
  });
});

describe('each call with a key is 403 to each scope but its own', () => {
  it.each(keyCalls.map((call) => [nameOf(call), call] as const))('%s', async (_, call) => {
    expect(call.needs).not.toBeNull();
    for (const scope of scopes) {
      const { status, changed } = await world.call(call, straightRequest(call), keys[scope]);
      const isAllowed = scope === call.needs;
      expect([scope, status === 403]).toEqual([scope, !isAllowed]);
      if (!isAllowed) expect(changed).toEqual([]);
    }
  });
});
