import { eq } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessions, settings, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { getSettings } from '@/lib/platform/settings/get-settings';
import {
  deleteStaleSessions,
  findSessionUser,
  openSession,
  revokeSession,
  revokeSessionsOf,
  userOfCookie,
} from './session';
import { makeUserContext } from './testing';

const test = openTestDatabase();

const now = new Date('2026-11-10T08:00:00Z');
const sessionSeconds = 12 * 60 * 60;
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
    await revokeSessionsOf(test.db, [actor.id], now);
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

describe('a session that nobody used for long', () => {
  const minutes = (count: number) => later(count * 60);
  const setLimits = async (limits: { idleMinutes?: number; sessionHours?: number }) => {
    await getSettings(test.db);
    await test.db.update(settings).set({ idleMinutes: 30, sessionHours: 12, ...limits });
  };
  beforeEach(() => setLimits({}));
  const isAway = async (token: string, at: Date, use = {}) => {
    const user = await findSessionUser(test.db, token, at, use);
    if (!user) throw new Error('The session has ended.');
    return user.wasAway === true;
  };

  it('is known for it from the first request after until its user shows who they are', async () => {
    const { actor, sessionToken } = await makeUserContext(test.db, 'support', () => now);
    expect(await isAway(sessionToken, minutes(30))).toBe(false);
    expect(await isAway(sessionToken, minutes(60))).toBe(false);
    expect(await isAway(sessionToken, minutes(91))).toBe(true);
    expect(await isAway(sessionToken, minutes(92))).toBe(true);
    expect(await isAway(sessionToken, minutes(100))).toBe(true);
    await test.db
      .update(sessions)
      .set({ provenAt: minutes(101) })
      .where(eq(sessions.userId, actor.id));
    expect(await isAway(sessionToken, minutes(102))).toBe(false);
    expect(await isAway(sessionToken, minutes(133))).toBe(true);
  });

  it('is not kept in use by a page that reads again by itself', async () => {
    const { sessionToken } = await makeUserContext(test.db, 'support', () => now);
    for (const at of [10, 20, 30]) await isAway(sessionToken, minutes(at), { isUnattended: true });
    expect(await isAway(sessionToken, minutes(31), { isUnattended: true })).toBe(true);
    expect(await isAway(sessionToken, minutes(31))).toBe(true);
    expect(await isAway(sessionToken, minutes(33))).toBe(true);
  });

  it('is not asked where the settings say 0, and sooner where they say so', async () => {
    const { sessionToken } = await makeUserContext(test.db, 'support', () => now);
    await setLimits({ idleMinutes: 0 });
    expect(await isAway(sessionToken, minutes(300))).toBe(false);
    await setLimits({ idleMinutes: 5 });
    expect(await isAway(sessionToken, minutes(306))).toBe(true);
  });

  it('ends after the hours of the settings, however it was used', async () => {
    await setLimits({ sessionHours: 2 });
    const { sessionToken } = await makeUserContext(test.db, 'support', () => now);
    await findSessionUser(test.db, sessionToken, minutes(119));
    expect(await findSessionUser(test.db, sessionToken, minutes(120))).toBeNull();
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
