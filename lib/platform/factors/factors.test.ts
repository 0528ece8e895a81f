import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { passkeys, recoveryCodes } from '@/db/schema/factors';
import { openTestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { decryptTotpSecret, encryptTotpSecret } from './encrypt-totp-secret';
import { askForNewPasskey, askForPasskey, readNewPasskey, takePasskey } from './passkeys';
import { countRecoveryCodes, takeRecoveryCode } from './recovery-codes';
import { takesPasskeys } from './relying-party';
import { takeTotpCode } from './take-totp-code';
import { FakePasskey, giveTotp, testSite } from './testing';
import { codeAt, describeTotp, stepOfCode } from './totp';

const test = openTestDatabase();

const now = new Date('2026-11-10T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const makeUser = async () => (await makeUserContext(test.db, 'viewer')).actor;

describe('a code of an authenticator app', () => {
  it('is that of RFC 6238', () => {
    const secret = Buffer.from('12345678901234567890');
    expect(codeAt(secret, new Date(59_000))).toBe('287082');
    expect(codeAt(secret, new Date(1_111_111_109_000))).toBe('081804');
    expect(describeTotp(secret, { issuer: 'My company', account: 'sita@example.com' })).toEqual({
      text: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      address: expect.stringMatching(/^otpauth:\/\/totp\/My%20company:sita%40example\.com\?/),
    });
  });

  it('is good half a minute early or late, and typed with spaces', () => {
    const secret = Buffer.alloc(20, 7);
    const step = Math.floor(now.getTime() / 30_000);
    expect(stepOfCode(secret, codeAt(secret, later(-30)), now)).toBe(step - 1);
    expect(stepOfCode(secret, codeAt(secret, later(30)), now)).toBe(step + 1);
    expect(stepOfCode(secret, codeAt(secret, now).replace(/^.../, '$& '), now)).toBe(step);
    for (const seconds of [-60, 60]) expect(stepOfCode(secret, codeAt(secret, later(seconds)), now)).toBeNull();
    for (const odd of ['', '12345', '1234567', '१२३४५६', 'abcdef']) expect(stepOfCode(secret, odd, now)).toBeNull();
  });

  it('is taken once, and none of before it after', async () => {
    const { id } = await makeUser();
    const { secret } = await giveTotp(test.db, id, now);
    const [before, current] = [codeAt(secret, later(-30)), codeAt(secret, now)];
    const taken = await Promise.all([1, 2, 3, 4].map(() => takeTotpCode(test.db, id, current, now)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await takeTotpCode(test.db, id, before, now)).toBe(false);
    expect(await takeTotpCode(test.db, id, codeAt(secret, later(30)), later(30))).toBe(true);
  });

  it("is nothing for somebody else's account", async () => {
    const [one, other] = [await makeUser(), await makeUser()];
    const { secret } = await giveTotp(test.db, one.id, now);
    await giveTotp(test.db, other.id, now);
    expect(await takeTotpCode(test.db, other.id, codeAt(secret, now), now)).toBe(false);
    expect(await takeTotpCode(test.db, (await makeUser()).id, codeAt(secret, now), now)).toBe(false);
  });

  it('has a secret that is encrypted for its user alone', () => {
    const secret = Buffer.alloc(20, 9);
    const kept = encryptTotpSecret(secret, 1);
    expect(kept.sealed.includes(secret)).toBe(false);
    expect(decryptTotpSecret(kept, 1)).toEqual(secret);
    expect(() => decryptTotpSecret(kept, 2)).toThrow();
  });
});

describe('recovery codes', () => {
  it('are ten, long, kept as digests and good once each, however they are typed', async () => {
    const { id } = await makeUser();
    const { recoveryCodes: codes } = await giveTotp(test.db, id, now);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    const rows = await test.db.select().from(recoveryCodes).where(eq(recoveryCodes.userId, id));
    expect(JSON.stringify(rows)).not.toContain(codes[0]?.slice(0, 9));
    const [first = '', second = ''] = codes;
    const taken = await Promise.all([1, 2, 3].map(() => takeRecoveryCode(test.db, id, first, now)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(
      await takeRecoveryCode(test.db, id, second.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'), now),
    ).toBe(true);
    expect(await countRecoveryCodes(test.db, id)).toBe(8);
    expect(await takeRecoveryCode(test.db, (await makeUser()).id, codes[2] ?? '', now)).toBe(false);
  });
});

describe('a passkey', () => {
  async function register(user: { id: number; email: string; name: string }, passkey = new FakePasskey()) {
    const { challenge } = await askForNewPasskey(test.db, { user, party: testSite, appName: 'Desk' }, now);
    const made = await readNewPasskey(
      test.db,
      { answer: passkey.create({ challenge }), userId: user.id, party: testSite },
      now,
    );
    if (!made) throw new Error('The passkey was refused.');
    await test.db.insert(passkeys).values({ ...made, name: 'Laptop' });
    return passkey;
  }

  const ask = (userId: number | null, at = now) =>
    askForPasskey(test.db, { purpose: 'sign_in', userId, party: testSite }, at);
  const take = (answer: ReturnType<FakePasskey['get']>, userId: number | null, at = now) =>
    takePasskey(test.db, { answer, purpose: 'sign_in', userId, party: testSite }, at);

  it('is asked for with user verification, and to be found without an email', async () => {
    const options = await askForNewPasskey(test.db, { user: await makeUser(), party: testSite, appName: 'Desk' }, now);
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Desk' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect((await ask(null)).userVerification).toBe('required');
  });

  it('signs in whose it is, with a challenge that is good once', async () => {
    const user = await makeUser();
    const passkey = await register(user);
    const { challenge } = await ask(null);
    const answers = [passkey.get({ challenge }), passkey.get({ challenge })] as const;
    const taken = await Promise.all(answers.map((answer) => take(answer, null)));
    expect(taken.filter((one) => one !== null)).toMatchObject([{ userId: user.id }]);
    expect(await take(answers[0], null)).toBeNull();
  });

  it('is refused with a challenge of another purpose, another user, or that has ended', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const passkey = await register(user);
    const forProof = await askForPasskey(test.db, { purpose: 'prove', userId: user.id, party: testSite }, now);
    expect(await take(passkey.get(forProof), user.id)).toBeNull();
    expect(await take(passkey.get(await ask(other.id)), user.id)).toBeNull();
    expect(await take(passkey.get(await ask(null)), user.id)).toBeNull();
    expect(await take(passkey.get(await ask(user.id)), user.id, later(300))).toBeNull();
    expect(await take(passkey.get({ challenge: 'made-up' }), null)).toBeNull();
    expect(await take(passkey.get(await ask(user.id)), user.id, later(299))).toMatchObject({ userId: user.id });
  });

  it('is refused for another site, without a check of its user, and as somebody else’s', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const passkey = await register(user);
    const evil = { id: 'evil.example', origin: 'https://evil.example' };
    expect(await take(passkey.get({ ...(await ask(null)), site: evil }), null)).toBeNull();
    const sameHost = { ...testSite, origin: 'http://localhost:4000' };
    expect(await take(passkey.get({ ...(await ask(null)), site: sameHost }), null)).toBeNull();
    expect(await take(passkey.get({ ...(await ask(null)), isVerified: false }), null)).toBeNull();
    expect(await take(passkey.get(await ask(other.id)), other.id)).toBeNull();
    expect(await take(new FakePasskey().get(await ask(null)), null)).toBeNull();
  });

  it('that counts is refused with a count of before; one that does not is good again', async () => {
    const passkey = await register(await makeUser());
    expect(await take(passkey.get(await ask(null)), null)).not.toBeNull();
    passkey.counter = 1;
    expect(await take(passkey.get(await ask(null)), null)).toBeNull();
    const synced = new FakePasskey();
    synced.counter = 0;
    await register(await makeUser(), synced);
    for (const _ of [1, 2]) expect(await take(synced.get(await ask(null)), null)).not.toBeNull();
  });

  it('is not kept without a check of its user, for another user or for another site', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const make = async (change: object, userId = user.id) => {
      const { challenge } = await askForNewPasskey(test.db, { user, party: testSite, appName: 'Desk' }, now);
      const answer = new FakePasskey().create({ challenge, ...change });
      return readNewPasskey(test.db, { answer, userId, party: testSite }, now);
    };
    expect(await make({ isVerified: false })).toBeNull();
    expect(await make({}, other.id)).toBeNull();
    expect(await make({ site: { id: 'evil.example', origin: 'https://evil.example' } })).toBeNull();
    expect(await make({})).toMatchObject({ userId: user.id, rpId: 'localhost' });
  });

  it.each([
    ['https://desk.example.com', true],
    ['http://localhost:3000', true],
    ['http://desk.example.com', false],
    ['https://192.0.2.7', false],
    ['http://127.0.0.1:3000', false],
  ])('at %s can be made: %s', (origin, can) => {
    expect(takesPasskeys({ id: new URL(origin).hostname, origin })).toBe(can);
  });
});
