import { eq } from 'drizzle-orm';
import { beforeEach } from 'vitest';
import type { Executor } from '@/db/client';
import { settings, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { hashPassword } from '@/lib/platform/auth/password';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { HeldRole } from '@/lib/platform/context/roles';
import { testSite } from '@/lib/platform/factors/testing';
import { getSettings } from '@/lib/platform/settings/get-settings';

export const testPassword = 'three blind mice run';

type Clock = { at: Date };

/** Somebody who has just signed in, with a clock to turn, and the browser elsewhere that they are signed in with too. */
export async function makeSignedIn(db: Executor, role: HeldRole, clock: Clock) {
  const now = () => clock.at;
  const { actor, sessionToken } = await makeUserContext(db, role, now);
  await db
    .update(users)
    .set({ passwordHash: await hashPassword(testPassword) })
    .where(eq(users.id, actor.id));
  const elsewhere = await openSession(db, { userId: actor.id, now: now() });
  const read = async () => {
    const here = await findSessionUser(db, sessionToken, now());
    if (!here) throw new Error('no session');
    return here;
  };
  const ctx: Context<UserActor> = { actor: await read(), db, now, site: testSite };
  const isIn = async (token: string) => (await findSessionUser(db, token, now())) !== null;
  return { ctx, read, isInHere: () => isIn(sessionToken), isInElsewhere: () => isIn(elsewhere) };
}

export async function setSecurity(
  db: Executor,
  values: Partial<
    Pick<
      typeof settings.$inferInsert,
      | 'secondFactorRequired'
      | 'secondFactorForAll'
      | 'stepUpMinutes'
      | 'voidProofPaisa'
      | 'idleMinutes'
      | 'sessionHours'
    >
  >,
): Promise<void> {
  await getSettings(db);
  await db.update(settings).set(values).where(eq(settings.id, 1));
}

/** For a file of tests: a database of its own, and a clock to turn. Each test begins at the same time, with these settings. */
export function provideDesk(security: { stepUpMinutes: number }) {
  const start = new Date('2026-11-10T08:00:00Z');
  const clock: Clock = { at: start };
  const test = openTestDatabase();
  beforeEach(async () => {
    clock.at = start;
    await setSecurity(test.db, { secondFactorRequired: false, secondFactorForAll: false, ...security });
  });
  return {
    get db() {
      return test.db;
    },
    clock,
    turn: (seconds: number) => {
      clock.at = new Date(clock.at.getTime() + seconds * 1000);
    },
  };
}
