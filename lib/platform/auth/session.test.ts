import { eq } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessions, users } from '@/db/schema/team';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import {
  deleteStaleSessions,
  findSessionUser,
  openSession,
  revokeSession,
  revokeSessionsOfUser,
  sessionSeconds,
  userOfCookie,
} from './session';
import { makeUserContext } from './testing';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const now = new Date('2026-11-10T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('a session', () => {
  it('identifies its user until its last second, and nobody after', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'support', () => now);
    expect(await findSessionUser(test.db, sessionToken, later(sessionSeconds - 1))).toMatchObject({
      kind: 'user',
      id: actor.id,
      role: 'support',
    });
    expect(await findSessionUser(test.db, sessionToken, later(sessionSeconds))).toBeNull();
  });

  it('is out at once when it is revoked, alone', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'viewer', () => now);
    const other = await openSession(test.db, { userId: actor.id, now });
    await revokeSession(test.db, sessionToken, now);
    expect(await findSessionUser(test.db, sessionToken, now)).toBeNull();
    expect(await findSessionUser(test.db, other, now)).toMatchObject({ id: actor.id });
  });

  it('is out at once with all of its user', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'viewer', () => now);
    const other = await openSession(test.db, { userId: actor.id, now });
    await revokeSessionsOfUser(test.db, actor.id, now);
    expect(await findSessionUser(test.db, sessionToken, now)).toBeNull();
    expect(await findSessionUser(test.db, other, now)).toBeNull();
  });

  it('is out at once when the account is disabled, even if its row was left alone', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'admin', () => now);
    await test.db.update(users).set({ disabledAt: now }).where(eq(users.id, actor.id));
    expect(await findSessionUser(test.db, sessionToken, now)).toBeNull();
  });

  it('speaks with the role that the user has now', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'admin', () => now);
    await test.db.update(users).set({ role: 'viewer' }).where(eq(users.id, actor.id));
    expect(await findSessionUser(test.db, sessionToken, now)).toMatchObject({ role: 'viewer' });
  });

  it('keeps no token in the database', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'viewer', () => now);
    const rows = await test.db.select().from(sessions).where(eq(sessions.userId, actor.id));
    expect(JSON.stringify(rows)).not.toContain(sessionToken);
  });

  it('notes when it was last seen, once a minute', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'viewer', () => now);
    const lastSeen = async () => {
      const [row] = await test.db.select().from(sessions).where(eq(sessions.userId, actor.id));
      return row?.lastSeenAt;
    };
    await findSessionUser(test.db, sessionToken, later(59));
    expect(await lastSeen()).toEqual(now);
    await findSessionUser(test.db, sessionToken, later(61));
    expect(await lastSeen()).toEqual(later(61));
  });
});

describe('the cookie', () => {
  const secret = process.env.NEXTAUTH_SECRET ?? '';

  it('identifies the user', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'support', () => now);
    const cookie = await encode({ token: { sessionToken }, secret });
    expect(await userOfCookie(test.db, cookie, now)).toMatchObject({ id: actor.id });
  });

  it.each([
    ['is absent', async () => undefined],
    ['is not one of ours', async () => 'nonsense'],
    ['carries no session', () => encode({ token: { name: 'somebody' }, secret })],
    ['carries an unknown session', () => encode({ token: { sessionToken: 'unknown' }, secret })],
    [
      'was made with another secret',
      async () => {
        const { sessionToken } = await makeUserContext(test.db, 'admin', () => now);
        return encode({ token: { sessionToken }, secret: 'another secret of thirty-two characters' });
      },
    ],
  ])('is nobody when it %s', async (_, cookie) => {
    expect(await userOfCookie(test.db, await cookie(), now)).toBeNull();
  });
});

it('deletes ended sessions a day later and keeps open ones', async () => {
  const ended = await makeUserContext(test.db, 'viewer', () => now);
  await revokeSession(test.db, ended.sessionToken, now);
  const live = await makeUserContext(test.db, 'viewer', () => later(23 * 3600));
  await deleteStaleSessions(test.db, later(25 * 3600));
  const rowsOf = (userId: number) => test.db.$count(sessions, eq(sessions.userId, userId));
  expect(await rowsOf(ended.actor.id)).toBe(0);
  expect(await rowsOf(live.actor.id)).toBe(1);
});
