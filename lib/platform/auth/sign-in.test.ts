import { hash } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { userNetworks } from '@/db/schema/user-networks';
import { openTestDatabase } from '@/db/testing';
import { RateLimited, Unauthenticated } from '@/lib/core/errors';
import { limitAttempts } from './limit-attempts';
import { pruneNetworks, signInKeys } from './limit-sign-ins';
import { hashPassword, isOutdated, minimumCost } from './password';
import { findSessionUser } from './session';
import { signIn } from './sign-in';
import { signInAtOnce } from './testing';

const test = openTestDatabase();

const password = 'three blind mice run';
const now = new Date('2026-11-10T08:00:00Z');
const ample = { limit: 1_000, windowSeconds: 15 * 60 };
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
let serial = 0;

async function makeUser(values: { disabledAt?: Date } = {}) {
  const email = `Person-${++serial}@Example.com`;
  const passwordHash = await hashPassword(password);
  const [user] = await test.db
    .insert(users)
    .values({ email, name: `Person ${serial}`, role: 'support', passwordHash, ...values })
    .returning();
  if (!user) throw new Error('no user');
  return user;
}

const attempt = (email: string, given: string, address = `10.0.0.${serial}`, at = now) =>
  signIn(test.db, { email, password: given, address }, at);

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'in',
    (error: unknown) => error,
  );

describe('signing in', () => {
  it('opens a session for the right password, whatever the case of the email, and audits it', async () => {
    const user = await makeUser();
    const result = await signInAtOnce(
      test.db,
      { email: ` ${user.email.toUpperCase()} `, password, address: '10.1.1.1', userAgent: 'Browser 1' },
      now,
    );
    expect(await findSessionUser(test.db, result.sessionToken, now)).toMatchObject({ id: user.id });
    const [session] = await test.db.select().from(sessions).where(eq(sessions.userId, user.id));
    expect(session).toMatchObject({ address: '10.1.1.1', userAgent: 'Browser 1' });
    const [event] = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, user.id));
    expect(event).toMatchObject({ action: 'user.signed_in', subjectKind: 'user', subjectId: user.id });
  });

  it('answers a wrong password, an unknown account and a disabled one alike', async () => {
    const user = await makeUser();
    const disabled = await makeUser({ disabledAt: now });
    const refusals = [
      await refusalOf(attempt(user.email, 'wrong password')),
      await refusalOf(attempt('nobody@example.com', password)),
      await refusalOf(attempt(disabled.email, password)),
      await refusalOf(attempt('', '')),
      await refusalOf(attempt(`${'a'.repeat(5000)}@example.com`, password)),
      await refusalOf(attempt(`${user.email}\0`, password)),
      await refusalOf(attempt(user.email, 'x'.repeat(100_000))),
    ];
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect(refusals[0]).toBeInstanceOf(Unauthenticated);
    expect(await test.db.$count(sessions, eq(sessions.userId, disabled.id))).toBe(0);
  });

  it('makes a hash of a lower cost again, by the right password alone, and once for two at a time', async () => {
    const user = await makeUser();
    const old = await hash(password, minimumCost);
    const stored = async () => {
      const [row] = await test.db.select().from(users).where(eq(users.id, user.id));
      return row?.passwordHash ?? '';
    };
    await test.db.update(users).set({ passwordHash: old }).where(eq(users.id, user.id));
    await refusalOf(attempt(user.email, 'wrong password'));
    expect(await stored()).toBe(old);
    const both = await Promise.allSettled([attempt(user.email, password), attempt(user.email, password)]);
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    expect(isOutdated(await stored())).toBe(false);
    expect(await attempt(user.email, password)).toMatchObject({ id: user.id });
  });

  it('compares a hash for an unknown account too, so that timing reveals nothing', async () => {
    const { email } = await makeUser();
    const timed = async (given: string) => {
      const started = performance.now();
      await refusalOf(attempt(given, 'wrong password'));
      return performance.now() - started;
    };
    // In turn, and the quickest of each: what else the machine does slows both down.
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 8; round += 1) {
      known = Math.min(known, await timed(email));
      unknown = Math.min(unknown, await timed('unknown@example.com'));
    }
    expect(unknown).toBeGreaterThan(known / 3);
  });
});

describe('the limit of attempts', () => {
  it('stops a network at an account after 10 in a quarter of an hour, the right password included, and says for how long', async () => {
    const user = await makeUser();
    for (let round = 0; round < 10; round += 1) {
      expect(await refusalOf(attempt(user.email, 'wrong', '10.2.0.1', later(round)))).toBeInstanceOf(Unauthenticated);
    }
    const refusal = await refusalOf(attempt(user.email, password, '10.2.0.1', later(60)));
    expect(refusal).toBeInstanceOf(RateLimited);
    expect((refusal as RateLimited).retryAfterSeconds).toBe(840);
    expect(await attempt(user.email, password, '10.2.0.2', later(60))).toMatchObject({ id: user.id });
    expect(await attempt(user.email, password, '10.2.0.1', later(900))).toMatchObject({ id: user.id });
  });

  it('stops all networks together after 50, but none that the owner has been signed in from', async () => {
    const user = await makeUser();
    const [home, attacker] = ['10.4.0.1', '10.4.1.1'];
    await attempt(user.email, password, home);
    const { elsewhere } = signInKeys(user.email.toLowerCase(), attacker);
    // As guesses from other networks leave it; the first sign-in at home counted too.
    for (let guess = 0; guess < 48; guess += 1) await limitAttempts(test.db, now, [{ key: elsewhere, ...ample }]);
    expect(await refusalOf(attempt(user.email, 'wrong', attacker))).toBeInstanceOf(Unauthenticated);
    expect(await refusalOf(attempt(user.email, password, '10.4.2.1'))).toBeInstanceOf(RateLimited);
    expect(await attempt(user.email, password, home)).toMatchObject({ id: user.id });
    expect(await refusalOf(attempt(user.email, password, '10.4.3.1'))).toBeInstanceOf(RateLimited);
  });

  it('counts a browser of the owner by itself, whatever is guessed from its network', async () => {
    const user = await makeUser();
    const request = { email: user.email, password, address: '10.7.0.1' };
    const { device } = await signInAtOnce(test.db, request, now);
    const shared = '10.7.1.1';
    for (let guess = 0; guess < 10; guess += 1) await refusalOf(attempt(user.email, 'wrong', shared));
    expect(await refusalOf(attempt(user.email, password, shared))).toBeInstanceOf(RateLimited);
    const own = { ...request, address: shared, device };
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await refusalOf(signIn(test.db, { ...own, password: 'wrong' }, now))).toBeInstanceOf(Unauthenticated);
    }
    expect(await refusalOf(signIn(test.db, own, now))).toBeInstanceOf(RateLimited);
    expect(await signIn(test.db, own, later(900))).toMatchObject({ id: user.id });
    const forged = { ...own, device: 'x'.repeat(43), address: '10.7.2.1' };
    for (let guess = 0; guess < 10; guess += 1) await refusalOf(signIn(test.db, { ...forged, password: 'wrong' }, now));
    expect(await refusalOf(signIn(test.db, forged, now))).toBeInstanceOf(RateLimited);
  });

  it('lets a browser of the owner in where its network is locked by guesses at other accounts, and bounds it by itself', async () => {
    const user = await makeUser();
    const address = '10.8.0.1';
    const { device } = await signInAtOnce(test.db, { email: user.email, password, address }, now);
    const other = await makeUser();
    for (let round = 0; round < 100; round += 1) await refusalOf(attempt('x'.repeat(300), 'x', address));
    expect(await refusalOf(attempt(user.email, password, address))).toBeInstanceOf(RateLimited);
    const own = { email: user.email, password, address, device };
    expect(await signIn(test.db, own, now)).toMatchObject({ id: user.id });
    expect(await refusalOf(signIn(test.db, { ...own, email: other.email }, now))).toBeInstanceOf(RateLimited);
    for (let round = 0; round < 10; round += 1) await refusalOf(signIn(test.db, { ...own, password: 'wrong' }, now));
    expect(await refusalOf(signIn(test.db, own, now))).toBeInstanceOf(RateLimited);
  });

  it('is no way to tell whether there is an account', async () => {
    const { elsewhere } = signInKeys('nobody-at-all@example.com', '10.5.0.1');
    for (let guess = 0; guess < 50; guess += 1) await limitAttempts(test.db, now, [{ key: elsewhere, ...ample }]);
    expect(await refusalOf(attempt('nobody-at-all@example.com', 'x', '10.5.0.1'))).toBeInstanceOf(RateLimited);
    for (let round = 0; round < 10; round += 1) await refusalOf(attempt('nobody-else@example.com', 'x', '10.5.0.2'));
    expect(await refusalOf(attempt('nobody-else@example.com', 'x', '10.5.0.2'))).toBeInstanceOf(RateLimited);
  });

  it('forgets a network after half a year', async () => {
    const user = await makeUser();
    await attempt(user.email, password, '10.6.0.1');
    const count = () => test.db.$count(userNetworks, eq(userNetworks.userId, user.id));
    await pruneNetworks(test.db, later(179 * 86_400));
    expect(await count()).toBe(1);
    await pruneNetworks(test.db, later(181 * 86_400));
    expect(await count()).toBe(0);
  });

  it('holds for many at once', async () => {
    const user = await makeUser();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => refusalOf(attempt(user.email, 'wrong', '10.3.0.1'))),
    );
    expect(answers.filter((answer) => answer instanceof Unauthenticated)).toHaveLength(10);
    expect(answers.filter((answer) => answer instanceof RateLimited)).toHaveLength(20);
  });

  it('starts again after a right password', async () => {
    const user = await makeUser();
    for (let round = 0; round < 9; round += 1) await refusalOf(attempt(user.email, 'wrong'));
    expect(await attempt(user.email, password)).toMatchObject({ id: user.id });
    for (let round = 0; round < 9; round += 1) await refusalOf(attempt(user.email, 'wrong'));
    expect(await attempt(user.email, password)).toMatchObject({ id: user.id });
  });

  it('stops a whole IPv6 /64 after 100, over many accounts, and no neighbour', async () => {
    const tooLong = `${'n'.repeat(300)}@example.com`;
    for (let round = 0; round < 100; round += 1) {
      await refusalOf(attempt(tooLong, 'x', `2001:db8:7:1::${round.toString(16)}`));
    }
    expect(await refusalOf(attempt('somebody@example.com', 'x', '2001:db8:7:1:ffff::1'))).toBeInstanceOf(RateLimited);
    expect(await refusalOf(attempt('somebody@example.com', 'x', '2001:db8:7:2::1'))).toBeInstanceOf(Unauthenticated);
  });

  it('counts no right password against its network, where many people begin their day', async () => {
    const address = '10.77.0.1';
    const left = [{ key: `sign-in:address:${address}`, limit: 1_000, windowSeconds: 15 * 60 }];
    for (let guess = 1; guess < 100; guess += 1) await limitAttempts(test.db, now, left);
    const [first, second] = [await makeUser(), await makeUser()];
    for (const { email } of [first, second, first])
      expect(await refusalOf(attempt(email, password, address))).toBe('in');
    expect(await refusalOf(attempt(first.email, 'not it', address))).toBeInstanceOf(Unauthenticated);
    expect(await refusalOf(attempt(second.email, password, address))).toBeInstanceOf(RateLimited);
  });

  it('does not count unknown addresses together', async () => {
    const user = await makeUser();
    for (let round = 0; round < 101; round += 1) await refusalOf(attempt('x'.repeat(300), 'x', 'unknown'));
    expect(await attempt(user.email, password, 'unknown')).toMatchObject({ id: user.id });
  });
});
