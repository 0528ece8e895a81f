import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { registerKeys, WrongKeys } from '@/lib/platform/keys/check-keys';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { keyedRows } from './keyed-rows';

const other = Buffer.alloc(32, 'o').toString('base64');
const test = openTestDatabase();

beforeAll(async () => {
  await makeStock(test.db, 1);
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
  resetKeyring();
});

describe('a database of before its keys were written down', () => {
  it.each(['SEALING_KEY', 'DIGEST_KEY'])('is not taken over by another %s', async (name) => {
    vi.stubEnv(name, other);
    resetEnv();
    resetKeyring();
    await expect(registerKeys(test.db, keyedRows)).rejects.toBeInstanceOf(WrongKeys);
  });

  it('is taken over by the keys that read it', async () => {
    await registerKeys(test.db, keyedRows);
    await keyedRows.assertReadable(test.db);
  });
});
