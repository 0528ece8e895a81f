import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { knownDevices, passkeyChallenges, pendingSignIns } from '@/db/schema/factors';
import { users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { isKnownDevice } from './known-device';
import { hashPassword } from './password';
import { openPendingSignIn } from './pending-sign-in';
import { pruneSignIns } from './prune-sign-ins';
import { signIn } from './sign-in';

const test = openTestDatabase();
const password = 'three blind mice run';
const now = new Date('2026-11-10T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

async function makeUser(email: string) {
  const passwordHash = await hashPassword(password);
  const [user] = await test.db.insert(users).values({ email, name: email, role: 'admin', passwordHash }).returning();
  if (!user) throw new Error('no user');
  return user;
}

describe('a browser', () => {
  it('is known for each person by its own cookie, and forgotten when that has ended', async () => {
    const [one, other] = [await makeUser('one@example.com'), await makeUser('other@example.com')];
    const enter = async (email: string, device: string | undefined, at: Date) => {
      const outcome = await signIn(test.db, { email, password, address: 'unknown', device }, at);
      if ('pendingToken' in outcome) throw new Error('no session');
      return outcome.device;
    };
    const device = await enter(one.email, undefined, now);
    expect(await enter(one.email, device, later(60))).toBe(device);
    expect(await enter(other.email, device, later(60))).toBe(device);
    const madeUp = 'x'.repeat(43);
    expect(await enter(one.email, madeUp, later(60))).not.toBe(madeUp);
    expect(await isKnownDevice(test.db, one.id, madeUp)).toBe(false);
    expect(await test.db.$count(knownDevices, eq(knownDevices.userId, one.id))).toBe(2);
    expect(await test.db.$count(knownDevices, eq(knownDevices.userId, other.id))).toBe(1);
    await openPendingSignIn(test.db, one, now);
    expect(await test.db.$count(pendingSignIns)).toBe(1);
    await pruneSignIns(test.db, later(400 * 24 * 3600 + 1_000));
    for (const table of [knownDevices, pendingSignIns, passkeyChallenges]) expect(await test.db.$count(table)).toBe(0);
  });
});
