import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findSecrets, prepareSecrets } from './data-dir';

let dataDir: string;
const file = () => path.join(dataDir, 'secrets.json');
const written = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, string>;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'coupon-desk-data-'));
  for (const name of ['NEXTAUTH_SECRET', 'SEALING_KEY', 'SEALING_KEYS', 'DIGEST_KEY', 'DIGEST_KEYS', 'DATABASE_URL']) {
    vi.stubEnv(name, '');
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

function makeCluster(): void {
  mkdirSync(path.join(dataDir, 'database'));
  writeFileSync(path.join(dataDir, 'database', 'PG_VERSION'), '18');
}

describe('the secrets of the embedded database', () => {
  it('are made before its cluster, and found again', () => {
    const { password } = prepareSecrets(dataDir);
    expect(written().DATABASE_PASSWORD).toBe(password);
    expect(process.env.SEALING_KEY).toBe(written().SEALING_KEY);
    expect(prepareSecrets(dataDir).password).toBe(password);
    expect(findSecrets(dataDir)).toBe(password);
  });

  it('are not made again next to a cluster: a lost or shortened file is named', () => {
    prepareSecrets(dataDir);
    makeCluster();
    const { SEALING_KEY, ...rest } = written();
    expect(SEALING_KEY).toBeDefined();
    writeFileSync(file(), JSON.stringify(rest));
    vi.stubEnv('SEALING_KEY', '');
    expect(() => prepareSecrets(dataDir)).toThrow(/has no SEALING_KEY/);
    expect(written()).toEqual(rest);
    rmSync(file());
    expect(() => prepareSecrets(dataDir)).toThrow(/Restore secrets.json/);
    expect(existsSync(file())).toBe(false);
  });

  it('leave a key of the environment out of the file', () => {
    vi.stubEnv('SEALING_KEYS', '2:given,1:too');
    prepareSecrets(dataDir);
    expect(Object.keys(written()).sort()).toEqual(['DATABASE_PASSWORD', 'DIGEST_KEY', 'NEXTAUTH_SECRET']);
  });
});

describe('the secrets for a database of somebody else', () => {
  it('are written only once that database has accepted them', () => {
    vi.stubEnv('DATABASE_URL', 'postgres://desk@127.0.0.1/desk');
    const { keep } = prepareSecrets(dataDir);
    expect(process.env.SEALING_KEY).toBeTruthy();
    expect(existsSync(file())).toBe(false);
    keep();
    expect(written().SEALING_KEY).toBe(process.env.SEALING_KEY);
  });

  it('never overwrite a file that lacks one', () => {
    vi.stubEnv('DATABASE_URL', 'postgres://desk@127.0.0.1/desk');
    const backup = { NEXTAUTH_SECRET: 'kept', DIGEST_KEY: 'kept' };
    writeFileSync(file(), JSON.stringify(backup));
    prepareSecrets(dataDir);
    expect(written()).toEqual(backup);
  });
});
