import { and, desc, eq, isNull } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { rowsOf } from '@/lib/core/testing';
import { passwordMatches } from '@/lib/platform/auth/password';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { changeRole } from './change-role';
import { createUser } from './create-user';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { exportTeam } from './export-team';
import { generatePassword } from './generate-password';
import { listUsers } from './list-users';
import { createUserInput } from './schemas';

const test = openTestDatabase({ max: 10 });
let admin: Awaited<ReturnType<typeof makeUserContext>>;
beforeEach(async () => {
  await test.sql`update users set disabled_at = now()`;
  admin = await makeUserContext(test.db, 'admin');
});

const lastEvent = async (userId: number) => {
  const [event] = await test.db
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectKind, 'user'), eq(auditEvents.subjectId, userId)))
    .orderBy(desc(auditEvents.id))
    .limit(1);
  return event;
};
const activeAdmins = () => test.db.$count(users, and(eq(users.role, 'admin'), isNull(users.disabledAt)));
let serial = 0;
const newUser = () => ({ email: `new-${++serial}@example.com`, name: `New ${serial}`, role: 'support' as const });

describe('a new member of the team', () => {
  it('has the password that was given, and no answer or audit contains it', async () => {
    const password = generatePassword();
    const user = await createUser(admin, { ...newUser(), password });
    const [row] = await test.db.select().from(users).where(eq(users.id, user.id));
    expect(await passwordMatches(row?.passwordHash, password)).toBe(true);
    expect(row?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await lastEvent(user.id)).toMatchObject({ action: 'user.created', userId: admin.actor.id });
    expect(JSON.stringify([user, await lastEvent(user.id)])).not.toContain(password);
  });

  it('is refused under an email that is taken, in any case', async () => {
    const [input, password] = [newUser(), generatePassword()];
    await createUser(admin, { ...input, password });
    const again = createUser(admin, { ...input, email: input.email.toUpperCase(), password });
    await expect(again).rejects.toThrow(Invalid);
    await expect(again).rejects.toMatchObject({ fields: { email: [expect.stringContaining('already')] } });
  });

  it('has an email, a name, a role and a password that is long enough', () => {
    const fieldsOf = (input: unknown) => {
      const result = createUserInput.safeParse(input);
      return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
    };
    expect(fieldsOf({ ...newUser(), password: 'long enough' })).toEqual([]);
    expect(fieldsOf({ email: 'x', name: ' ', role: 'owner', password: 'short' })).toEqual([
      'email',
      'name',
      'role',
      'password',
    ]);
  });
});

describe('disabling', () => {
  it('signs the user out everywhere at once, and enabling brings no old session back', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'support');
    const other = await openSession(test.db, { userId: actor.id, now: new Date() });
    await disableUser(admin, { userId: actor.id });
    expect(await findSessionUser(test.db, sessionToken, new Date())).toBeNull();
    expect(await lastEvent(actor.id)).toMatchObject({ action: 'user.disabled', userId: admin.actor.id });
    await enableUser(admin, { userId: actor.id });
    expect(await lastEvent(actor.id)).toMatchObject({ action: 'user.enabled' });
    expect(await findSessionUser(test.db, sessionToken, new Date())).toBeNull();
    expect(await findSessionUser(test.db, other, new Date())).toBeNull();
    const again = await openSession(test.db, { userId: actor.id, now: new Date() });
    expect(await findSessionUser(test.db, again, new Date())).toMatchObject({ id: actor.id });
  });

  it('a second time changes nothing', async () => {
    const { actor } = await makeUserContext(test.db, 'viewer');
    const first = await disableUser(admin, { userId: actor.id });
    expect(await disableUser(admin, { userId: actor.id })).toEqual(first);
    const written = await test.db.$count(
      auditEvents,
      and(eq(auditEvents.subjectId, actor.id), eq(auditEvents.action, 'user.disabled')),
    );
    expect(written).toBe(1);
  });

  it('leaves no way in between the right password and the session', async () => {
    const password = 'three blind mice run';
    for (let round = 0; round < 5; round += 1) {
      const user = await createUser(admin, { ...newUser(), password });
      await Promise.allSettled([
        signIn(test.db, { email: user.email, password, address: 'unknown' }, new Date()),
        disableUser(admin, { userId: user.id }),
      ]);
      await enableUser(admin, { userId: user.id });
      const live = and(eq(sessions.userId, user.id), isNull(sessions.revokedAt));
      expect(await test.db.$count(sessions, live)).toBe(0);
    }
  });
});

describe('the last active admin', () => {
  it('can neither be disabled nor be given another role', async () => {
    const userId = admin.actor.id;
    await expect(disableUser(admin, { userId })).rejects.toMatchObject({ reason: 'last_admin' });
    await expect(changeRole(admin, { userId, role: 'viewer' })).rejects.toMatchObject({ reason: 'last_admin' });
    await expect(changeRole(admin, { userId, role: 'admin' })).resolves.toEqual({ id: userId, role: 'admin' });
    expect(await activeAdmins()).toBe(1);
  });

  it('can be disabled once there is another', async () => {
    const second = await makeUserContext(test.db, 'admin');
    await disableUser(second, { userId: admin.actor.id });
    expect(await activeAdmins()).toBe(1);
  });

  it('stays when all admins are disabled and demoted at the same time', async () => {
    const admins = [admin, ...(await Promise.all([1, 2, 3, 4, 5].map(() => makeUserContext(test.db, 'admin'))))];
    const results = await Promise.allSettled(
      admins.map((each, index) =>
        index % 2 === 0
          ? disableUser(admin, { userId: each.actor.id })
          : changeRole(admin, { userId: each.actor.id, role: 'viewer' }),
      ),
    );
    expect(await activeAdmins()).toBe(1);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(Conflict);
  });
});

describe('a role', () => {
  it('ends every session of its user when it changes, and the change is audited with both roles', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'viewer');
    await changeRole(admin, { userId: actor.id, role: 'viewer' });
    expect(await findSessionUser(test.db, sessionToken, new Date())).toMatchObject({ role: 'viewer' });
    await changeRole(admin, { userId: actor.id, role: 'support' });
    expect(await findSessionUser(test.db, sessionToken, new Date())).toBeNull();
    const again = await openSession(test.db, { userId: actor.id, now: new Date() });
    expect(await findSessionUser(test.db, again, new Date())).toMatchObject({ role: 'support' });
    expect(await lastEvent(actor.id)).toMatchObject({
      action: 'user.role_changed',
      data: { from: 'viewer', to: 'support' },
    });
  });

  it("leaves the session in which an admin changes their own, and ends the admin's others", async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'admin');
    const here = await findSessionUser(test.db, sessionToken, new Date());
    const elsewhere = await openSession(test.db, { userId: actor.id, now: new Date() });
    if (!here) throw new Error('no session');
    await changeRole({ ...admin, actor: here }, { userId: actor.id, role: 'support' });
    expect(await findSessionUser(test.db, sessionToken, new Date())).toMatchObject({ role: 'support' });
    expect(await findSessionUser(test.db, elsewhere, new Date())).toBeNull();
  });

  it('of somebody unknown is not found', async () => {
    await expect(changeRole(admin, { userId: 999_999, role: 'viewer' })).rejects.toThrow(NotFound);
  });
});

describe('the list', () => {
  it('finds by name and email, by role and by state, and takes wildcards as they are written', async () => {
    const user = await createUser(admin, { ...newUser(), name: '100% Percy', password: generatePassword() });
    const names = async (input: Parameters<typeof listUsers>[1]) =>
      (await listUsers(admin, input)).rows.map((row) => row.name);
    expect(await names({ search: '0% per' })).toEqual(['100% Percy']);
    expect(await names({ search: user.email.toUpperCase() })).toEqual(['100% Percy']);
    expect(await names({ search: '_' })).toEqual([]);
    expect(await names({ role: 'admin', state: 'active' })).toEqual([admin.actor.name]);
    await disableUser(admin, { userId: user.id });
    expect(await names({ search: 'percy', state: 'active' })).toEqual([]);
    expect(await names({ search: 'percy', state: 'disabled' })).toEqual(['100% Percy']);
  });

  it('counts, pages, and shows when each was last seen', async () => {
    const { rows, total, pageSize } = await listUsers(admin, {});
    expect(total).toBe(await test.db.$count(users));
    expect(rows.length).toBe(Math.min(total, pageSize));
    expect(rows[0]).toMatchObject({ id: admin.actor.id, lastSeenAt: expect.stringMatching(/Z$/) });
    expect((await listUsers(admin, { page: 2 })).rows.length).toBe(Math.max(0, total - pageSize));
  });

  it('hands no password hash out', async () => {
    expect(JSON.stringify(await listUsers(admin, {}))).not.toMatch(/argon2|passwordHash/);
  });
});

describe('a user who is not an admin', () => {
  const attempts: [string, (ctx: Context, userId: number) => Promise<unknown>][] = [
    ['create a user', (ctx) => createUser(ctx, { ...newUser(), password: generatePassword() })],
    ['list the team', (ctx) => listUsers(ctx, {})],
    ['change a role', (ctx, userId) => changeRole(ctx, { userId, role: 'admin' })],
    ['disable', (ctx, userId) => disableUser(ctx, { userId })],
    ['enable', (ctx, userId) => enableUser(ctx, { userId })],
  ];

  it.each(attempts)('cannot %s', async (_, attempt) => {
    const before = await test.db.select().from(users).orderBy(users.id);
    for (const ctx of [
      await makeUserContext(test.db, 'support'),
      await makeUserContext(test.db, 'viewer'),
      await makeKeyContext(test.db, [...scopes]),
    ]) {
      await expect(attempt(ctx, ctx.actor.id)).rejects.toThrow(Forbidden);
      await expect(attempt(ctx, admin.actor.id)).rejects.toThrow(Forbidden);
    }
    const after = await test.db.select().from(users).orderBy(users.id);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 2);
  });
});

describe('an export of the team', () => {
  it('has who the filters show, with their role, and is written down without what was searched for', async () => {
    const { email, name, role } = newUser();
    const user = await createUser(admin, { email, name, role, password: generatePassword() });
    expect(await rowsOf(await exportTeam(admin, { search: email, state: 'active' }))).toEqual([
      expect.objectContaining({ id: user.id, name, email, role, second_factor: false, disabled_at: '' }),
    ]);
    const about = eq(auditEvents.action, 'team.exported');
    const [event] = await test.db.select().from(auditEvents).where(about);
    expect(event?.data).toEqual({ filter: { state: 'active', searched: true } });
    await expect(exportTeam(await makeUserContext(test.db, 'support'), {})).rejects.toThrow(Forbidden);
  });
});
