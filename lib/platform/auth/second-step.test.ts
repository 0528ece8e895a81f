import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { passkeyChallenges, passkeys, pendingSignIns } from '@/db/schema/factors';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { countLockWaits, openTestDatabase } from '@/db/testing';
import { Conflict, RateLimited, Unauthenticated } from '@/lib/core/errors';
import { openChallenge } from '@/lib/platform/factors/challenges';
import { FakePasskey, giveTotp, testSite } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { finishSignIn } from './finish-sign-in';
import { hashPassword } from './password';
import { findSessionUser } from './session';
import { signIn } from './sign-in';
import { askToSignIn, signInWithPasskey } from './sign-in-with-passkey';

const test = openTestDatabase({ max: 4 });
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

const password = 'three blind mice run';
const now = new Date('2026-11-10T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const source = { address: 'unknown', userAgent: 'Browser 1' };
let serial = 0;

async function makeUser() {
  const email = `second-${++serial}@example.com`;
  const [user] = await test.db
    .insert(users)
    .values({ email, name: `Second ${serial}`, role: 'admin', passwordHash })
    .returning();
  if (!user) throw new Error('no user');
  return user;
}

async function makeUserWithTotp() {
  const user = await makeUser();
  return { user, ...(await giveTotp(test.db, user.id, now)) };
}

async function givePasskey(userId: number) {
  const passkey = new FakePasskey();
  const { challenge } = await askToSignIn(test.db, { party: testSite, token: undefined }, now);
  expect(challenge).toMatch(/^[\w-]{43,}$/);
  const { readNewPasskey, askForNewPasskey } = await import('@/lib/platform/factors/passkeys');
  const user = { id: userId, email: 'x@example.com', name: 'X' };
  const asked = await askForNewPasskey(test.db, { user, party: testSite, appName: 'Desk' }, now);
  const made = await readNewPasskey(test.db, { answer: passkey.create(asked), userId, party: testSite }, now);
  if (!made) throw new Error('refused');
  await test.db.insert(passkeys).values({ ...made, name: 'Laptop' });
  return passkey;
}

async function firstStep(email: string, at = now) {
  const outcome = await signIn(test.db, { email, password, ...source }, at);
  if (!('pendingToken' in outcome)) throw new Error('A session was opened without a second factor.');
  return outcome.pendingToken;
}

const finish = (token: string, code: string, at = now, way: 'totp' | 'recovery_code' = 'totp') =>
  finishSignIn(test.db, { token, source, proof: { way, code } }, at);
const openSessions = (userId: number) => test.db.$count(sessions, eq(sessions.userId, userId));

describe('with a second factor', () => {
  it('a right password opens no session, and its token is none', async () => {
    const { user } = await makeUserWithTotp();
    const token = await firstStep(user.email);
    expect(await openSessions(user.id)).toBe(0);
    expect(await findSessionUser(test.db, token, now)).toBeNull();
    expect(await test.db.$count(auditEvents, eq(auditEvents.userId, user.id))).toBe(0);
    const rows = await test.db.select().from(pendingSignIns).where(eq(pendingSignIns.userId, user.id));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('a code of the app opens it once, also for two requests at the same time', async () => {
    const { user, secret } = await makeUserWithTotp();
    const token = await firstStep(user.email);
    const results = await Promise.allSettled([1, 2, 3].map(() => finish(token, codeAt(secret, now))));
    const opened = results.filter((result) => result.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    expect(await openSessions(user.id)).toBe(1);
    expect(await findSessionUser(test.db, opened[0]?.value.sessionToken ?? '', now)).toMatchObject({ id: user.id });
    const [event] = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, user.id));
    expect(event).toMatchObject({ action: 'user.signed_in', data: { way: 'totp' } });
  });

  it('a code that was taken is refused in another sign-in', async () => {
    const { user, secret } = await makeUserWithTotp();
    const [one, other] = [await firstStep(user.email), await firstStep(user.email)];
    await finish(one, codeAt(secret, now));
    await expect(finish(other, codeAt(secret, now))).rejects.toBeInstanceOf(Unauthenticated);
    expect(await finish(other, codeAt(secret, later(30)), later(30))).toMatchObject({ id: user.id });
  });

  it('a recovery code opens it once', async () => {
    const { user, recoveryCodes } = await makeUserWithTotp();
    const [code = ''] = recoveryCodes;
    expect(await finish(await firstStep(user.email), code, now, 'recovery_code')).toMatchObject({ id: user.id });
    const again = finish(await firstStep(user.email), code, now, 'recovery_code');
    await expect(again).rejects.toBeInstanceOf(Unauthenticated);
  });

  it('wrong codes are limited to 10, over all sign-ins of the user and no other', async () => {
    const { user, secret } = await makeUserWithTotp();
    for (let round = 0; round < 10; round += 1) {
      await expect(finish(await firstStep(user.email), '000000')).rejects.toBeInstanceOf(Unauthenticated);
    }
    const token = await firstStep(user.email);
    await expect(finish(token, codeAt(secret, now))).rejects.toBeInstanceOf(RateLimited);
    const other = await makeUserWithTotp();
    await finish(await firstStep(other.user.email), codeAt(other.secret, now));
    const over = await firstStep(user.email, later(901));
    expect(await finish(over, codeAt(secret, later(901)), later(901))).toMatchObject({ id: user.id });
  });

  it('the second step waits for ten minutes, and not for another password or a disabled user', async () => {
    const { user, secret } = await makeUserWithTotp();
    const expired = await firstStep(user.email);
    await expect(finish(expired, codeAt(secret, later(600)), later(600))).rejects.toMatchObject({
      reason: 'sign_in_expired',
    });
    const changed = await firstStep(user.email);
    const another = await hashPassword('another password of theirs');
    await test.db.update(users).set({ passwordHash: another }).where(eq(users.id, user.id));
    await expect(finish(changed, codeAt(secret, now))).rejects.toBeInstanceOf(Conflict);
    await test.db.update(users).set({ passwordHash }).where(eq(users.id, user.id));
    const disabled = await firstStep(user.email);
    await test.db.update(users).set({ disabledAt: now }).where(eq(users.id, user.id));
    await expect(finish(disabled, codeAt(secret, now))).rejects.toBeInstanceOf(Conflict);
    await expect(finish('made up', codeAt(secret, now))).rejects.toBeInstanceOf(Conflict);
    expect(await openSessions(user.id)).toBe(0);
  });

  it("somebody else's code is wrong", async () => {
    const [one, other] = [await makeUserWithTotp(), await makeUserWithTotp()];
    const token = await firstStep(one.user.email);
    await expect(finish(token, codeAt(other.secret, now))).rejects.toBeInstanceOf(Unauthenticated);
    const theirs = finish(token, other.recoveryCodes[0] ?? '', now, 'recovery_code');
    await expect(theirs).rejects.toBeInstanceOf(Unauthenticated);
  });

  it('a passkey opens it, of the one whose password it was', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const [own, theirs] = [await givePasskey(user.id), await givePasskey(other.id)];
    const token = await firstStep(user.email);
    const ask = () => askToSignIn(test.db, { party: testSite, token }, now);
    const asked = await ask();
    expect(asked.allowCredentials).toMatchObject([{ id: own.id.toString('base64url') }]);
    const finishWith = (answer: ReturnType<FakePasskey['get']>) =>
      finishSignIn(test.db, { token, source, proof: { way: 'passkey', answer, party: testSite } }, now);
    await expect(finishWith(theirs.get(asked))).rejects.toBeInstanceOf(Unauthenticated);
    const answer = own.get(await ask());
    expect(await finishWith(answer)).toMatchObject({ id: user.id });
    await expect(finishWith(answer)).rejects.toBeInstanceOf(Conflict);
  });
});

describe('a passkey alone', () => {
  const alone = { purpose: 'sign_in', userId: null } as const;

  it.each(['alone', 'after the password'])('%s opens nothing once it is deleted, even while it signs', async (way) => {
    const user = await makeUser();
    const passkey = await givePasskey(user.id);
    const token = way === 'alone' ? undefined : await firstStep(user.email);
    const answer = passkey.get(await askToSignIn(test.db, { party: testSite, token }, now));
    const proof = { answer, party: testSite };
    const entered = await test.sql.begin(async (sql) => {
      await sql`select 1 from users where id = ${user.id} for no key update`;
      const entering =
        token === undefined
          ? signInWithPasskey(test.db, { source, proof }, now)
          : finishSignIn(test.db, { token, source, proof: { way: 'passkey', ...proof } }, now);
      const outcome = entering.then(
        () => 'in',
        (error: unknown) => error,
      );
      await expect.poll(() => countLockWaits(test)).toBe(1);
      await sql`delete from passkeys where user_id = ${user.id}`;
      return { outcome };
    });
    expect(await entered.outcome).toBeInstanceOf(Unauthenticated);
    expect(await openSessions(user.id)).toBe(0);
  });

  const ask = () => askToSignIn(test.db, { party: testSite, token: undefined }, now);
  const enter = (answer: ReturnType<FakePasskey['get']>, address = 'unknown') =>
    signInWithPasskey(test.db, { proof: { answer, party: testSite }, source: { ...source, address } }, now);

  it('opens a session, once for one challenge, and not for a disabled user', async () => {
    const user = await makeUser();
    const passkey = await givePasskey(user.id);
    const answer = passkey.get(await ask());
    const results = await Promise.allSettled([enter(answer), enter(answer)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await test.db.update(users).set({ disabledAt: now }).where(eq(users.id, user.id));
    await expect(enter(passkey.get(await ask()))).rejects.toBeInstanceOf(Unauthenticated);
  });

  it('cannot be tried more than 100 times from one network', async () => {
    const unknown = new FakePasskey().get({ challenge: 'made-up' });
    for (let round = 0; round < 100; round += 1) {
      await expect(enter(unknown, '203.0.113.9')).rejects.toBeInstanceOf(Unauthenticated);
    }
    await expect(enter(unknown, '203.0.113.9')).rejects.toBeInstanceOf(RateLimited);
    const user = await makeUser();
    const passkey = await givePasskey(user.id);
    expect(await enter(passkey.get(await ask()), '203.0.113.9')).toMatchObject({ id: user.id });
  });

  it('is asked for as often as strangers like, which writes nothing and keeps nobody from asking', async () => {
    const user = await makeUser();
    const passkey = await givePasskey(user.id);
    const before = await test.db.$count(passkeyChallenges);
    const asked = await ask();
    for (let round = 0; round < 200; round += 1) await ask();
    expect(await test.db.$count(passkeyChallenges)).toBe(before);
    expect(await enter(passkey.get(asked), '203.0.113.10')).toMatchObject({ id: user.id });
  });

  it('opens a session while the account and its network are locked by guesses, without a known browser', async () => {
    const user = await makeUser();
    const passkey = await givePasskey(user.id);
    const address = '203.0.113.11';
    const guess = (email: string) => signIn(test.db, { email, password: 'wrong', address }, now);
    for (let round = 0; round < 10; round += 1) await expect(guess(user.email)).rejects.toThrow(Unauthenticated);
    for (let round = 0; round < 95; round += 1) await expect(guess('x'.repeat(300))).rejects.toThrow();
    const right = () => signIn(test.db, { email: user.email, password, address }, now);
    await expect(right()).rejects.toBeInstanceOf(RateLimited);
    expect(await enter(passkey.get(await ask()), address)).toMatchObject({ id: user.id });
  });

  it('takes no challenge that the desk did not sign, of something else, or that is too old', async () => {
    const user = await makeUser();
    const passkey = await givePasskey(user.id);
    const { challenge } = await ask();
    const said = Buffer.from(challenge, 'base64url').toString().split('.');
    const forge = (text: string) =>
      Buffer.from(`${Buffer.from(text).toString('base64url')}.${said[1]}`).toString('base64url');
    const expires = later(3600).getTime();
    const forProof = openChallenge({ purpose: 'prove', userId: user.id }, now);
    for (const other of [forge(`sign_in -|${expires}|nonce`), forProof, openChallenge(alone, later(-300))]) {
      await expect(enter(passkey.get({ challenge: other }))).rejects.toBeInstanceOf(Unauthenticated);
    }
    expect(await enter(passkey.get({ challenge }))).toMatchObject({ id: user.id });
  });
});
