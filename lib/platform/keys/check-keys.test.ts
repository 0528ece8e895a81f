import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyFingerprints } from '@/db/schema/keys';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { checkReadiness } from '@/lib/platform/health/check-readiness';
import { assertRegistered, checkKeys, registerKeys, WrongKeys } from './check-keys';
import { resetKeyring } from './keyring';

const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');
const nothingToRead = { assertReadable: async () => {}, beginDigests: async () => {} };

let test: TestDatabase;

function loadKeys(variables: Record<string, string>): void {
  for (const name of ['SEALING_KEY', 'SEALING_KEYS', 'DIGEST_KEY', 'DIGEST_KEYS']) vi.stubEnv(name, '');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  resetEnv();
  resetKeyring();
}

beforeEach(async () => {
  test = await createTestDatabase();
  loadKeys({ SEALING_KEY: key('s'), DIGEST_KEY: key('d') });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  resetKeyring();
  await test.close();
});

describe('a database and its keys', () => {
  it('are tied on the first start, and hold on the next', async () => {
    await registerKeys(test.db, nothingToRead);
    await registerKeys(test.db, nothingToRead);
    await checkKeys(test.db);
    expect(await test.db.$count(keyFingerprints)).toBe(2);
    expect(await checkReadiness(test.db)).toMatchObject({ status: 'ok', keys: true });
  });

  it.each([
    ['another encryption key', { SEALING_KEY: key('x'), DIGEST_KEY: key('d') }, 'SEALING_KEY'],
    ['another digest key', { SEALING_KEY: key('s'), DIGEST_KEY: key('x') }, 'DIGEST_KEY'],
    ['a key under another id alone', { SEALING_KEYS: `2:${key('s')}`, DIGEST_KEY: key('d') }, 'has no such key'],
  ])('with %s are refused, in readiness too, and nothing is written', async (_, variables, said) => {
    await registerKeys(test.db, nothingToRead);
    const before = await test.db.select().from(keyFingerprints);
    loadKeys(variables);
    const refused = registerKeys(test.db, nothingToRead);
    await expect(refused).rejects.toBeInstanceOf(WrongKeys);
    await expect(refused).rejects.toThrow(said);
    expect(await checkReadiness(test.db)).toMatchObject({ status: 'unready', database: true, keys: false });
    expect(await test.db.select().from(keyFingerprints)).toEqual(before);
  });

  it('take a further key, which becomes the active one, as long as the earlier one is loaded', async () => {
    await registerKeys(test.db, nothingToRead);
    loadKeys({ SEALING_KEYS: `2:${key('t')},1:${key('s')}`, DIGEST_KEY: key('d') });
    await registerKeys(test.db, nothingToRead);
    expect(await test.db.$count(keyFingerprints)).toBe(3);
  });

  it('take another digest key as the active one while the earlier one is loaded, and no unused one', async () => {
    await registerKeys(test.db, nothingToRead);
    loadKeys({ SEALING_KEY: key('s'), DIGEST_KEYS: `1:${key('d')},2:${key('t')}` });
    await registerKeys(test.db, nothingToRead);
    expect(await test.db.$count(keyFingerprints)).toBe(2);
    loadKeys({ SEALING_KEY: key('s'), DIGEST_KEYS: `2:${key('t')}` });
    await expect(registerKeys(test.db, nothingToRead)).rejects.toThrow('digest key 1');
    expect(await checkReadiness(test.db)).toMatchObject({ keys: false });

    const begun = vi.fn(async () => {});
    loadKeys({ SEALING_KEY: key('s'), DIGEST_KEYS: `2:${key('t')},1:${key('d')}` });
    for (const _ of [1, 2]) await registerKeys(test.db, { ...nothingToRead, beginDigests: begun });
    expect(begun).toHaveBeenCalledTimes(1);
    expect(await test.db.$count(keyFingerprints)).toBe(3);
    await assertRegistered(test.db);

    // A process of before the change finds codes of both keys, and stays ready; it cannot start again so.
    loadKeys({ SEALING_KEY: key('s'), DIGEST_KEYS: `1:${key('d')},2:${key('t')}` });
    expect(await checkReadiness(test.db)).toMatchObject({ keys: true });
    await expect(registerKeys(test.db, nothingToRead)).rejects.toThrow('place of digest key 1');
    await test.sql`update key_fingerprints set retired_at = now() where purpose = 'digest' and key_id = 1`;
    expect(await checkReadiness(test.db)).toMatchObject({ keys: false });
  });

  it('are not written with by a command before a process of the desk has started with them', async () => {
    await registerKeys(test.db, nothingToRead);
    for (const variables of [
      { SEALING_KEY: key('s'), DIGEST_KEYS: `2:${key('t')},1:${key('d')}` },
      { SEALING_KEYS: `2:${key('t')},1:${key('s')}`, DIGEST_KEY: key('d') },
    ]) {
      loadKeys(variables);
      await expect(assertRegistered(test.db)).rejects.toThrow('key 2 yet. Restart every one first.');
    }
  });

  it('do without a key that is retired', async () => {
    await registerKeys(test.db, nothingToRead);
    loadKeys({ SEALING_KEYS: `2:${key('t')}`, DIGEST_KEY: key('d') });
    await expect(checkKeys(test.db)).rejects.toBeInstanceOf(WrongKeys);
    await test.sql`update key_fingerprints set retired_at = now() where purpose = 'encryption'`;
    await registerKeys(test.db, nothingToRead);
  });

  it('of two hosts that start at once on an empty database with keys of their own, let one in', {
    timeout: 60_000,
  }, async () => {
    const hosts = [key('a'), key('b')].map((own) => register({ SEALING_KEY: own, DIGEST_KEY: own }));
    const codes = await Promise.all(hosts.map(async (host) => (await once(host, 'exit'))[0]));
    expect(codes.toSorted()).toEqual([0, 3]);
    expect(await test.db.$count(keyFingerprints)).toBe(2);
  });
});

/** A process of its own that registers its keys: ends with 0 when they are taken, with 3 when they are refused. */
function register(keys: Record<string, string>): ChildProcess {
  const program = `
    const { createDatabase } = await import('./db/client.ts');
    const { registerKeys } = await import('./lib/platform/keys/check-keys.ts');
    const { db, close } = createDatabase(process.env.DATABASE_URL, { max: 1 });
    process.exitCode = await registerKeys(db, { assertReadable: async () => {}, beginDigests: async () => {} }).then(() => 0, (error) => (error.name === 'WrongKeys' ? 3 : 1));
    await close();`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: 'inherit',
    env: { ...process.env, ...keys, DATABASE_URL: test.url },
  });
}

describe('what cannot be a keyring', () => {
  it.each([
    { SEALING_KEYS: 'x', DIGEST_KEY: key('d') },
    { SEALING_KEYS: `1:${key('a')},1:${key('b')}`, DIGEST_KEY: key('d') },
    { SEALING_KEYS: '1:short', DIGEST_KEY: key('d') },
    { DIGEST_KEY: key('d') },
  ])('is refused in words: %j', async (variables) => {
    loadKeys(variables);
    await expect(registerKeys(test.db, nothingToRead)).rejects.toThrow(/SEALING_KEY/);
  });
});
