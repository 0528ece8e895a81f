import postgres from 'postgres';
import { findMissingKey } from '@/lib/platform/keys/check-keys';
import { readKeys } from '@/lib/platform/keys/key-source';
import { toKeyring } from '@/lib/platform/keys/keyring';
import type { Secrets } from '../data-dir';
import { readKnownKeys } from './cluster.sql';

/**
 * Holds the keys of a backup against those that the database knows after a recovery: one can have been added since. @param given
 * of this process, which do in place of those of the backup
 * @throws in words when neither of them have all
 */
export async function assertOwnKeys(ownerUrl: string, kept: Secrets, given: Secrets): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const known = await readKnownKeys(sql);
    const [missing, ...others] = [kept, { ...kept, ...given }].map((secrets) =>
      findMissingKey(known, toKeyring(readKeys(secrets))),
    );
    if (!missing || others.includes(undefined)) return;
    const { purpose, keyId, createdAt } = missing;
    const variable = purpose === 'encryption' ? 'SEALING_KEYS' : 'DIGEST_KEYS';
    throw new Error(
      `At that time the database has ${purpose} key ${keyId}, which was added at ${createdAt.toISOString()} and is not in this backup: ` +
        'codes and PINs could not be read. Restore to that moment or before with --at, or from a backup that was made after it, ' +
        `or set ${variable} to all keys, if you have that one. Nothing was changed.`,
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}
