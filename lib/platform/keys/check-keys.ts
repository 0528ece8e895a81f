import { isNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keyFingerprints } from '@/db/schema/keys';
import { lockFingerprints } from './check-keys.sql';
import { keyring } from './keyring';

/** The keys of this process are not those of its database: nothing can be served, and nothing was changed. */
export class WrongKeys extends Error {
  override readonly name = 'WrongKeys';
}

const variables = { encryption: 'SEALING_KEYS (or SEALING_KEY)', digest: 'DIGEST_KEYS (or DIGEST_KEY)' };
const advice =
  'Restore the keys from the backup that belongs to this database, or point DATABASE_URL at the other one.';

/**
 * Holds the loaded keys against the fingerprints in the database: each loaded key has to be the one that is known there
 * under its id, and each one that is known has to be loaded until it is retired. Codes are found by the digest of the
 * active digest key alone, so that one has to be known there too. @throws WrongKeys
 */
export async function checkKeys(db: Executor): Promise<void> {
  const known = await db.select().from(keyFingerprints).where(isNull(keyFingerprints.retiredAt));
  const digests = known.filter(({ purpose }) => purpose === 'digest');
  const active = keyring().digest.active.id;
  const isFound = digests.length === 0 || digests.some(({ keyId }) => keyId === active);
  for (const { purpose, keyId, fingerprint } of known) {
    const key = keyring()[purpose].byId.get(keyId);
    if (!key) {
      throw new WrongKeys(
        `This database holds rows of ${purpose} key ${keyId}, and ${variables[purpose]} has no such key. ${advice}`,
      );
    }
    if (!key.fingerprint.equals(fingerprint)) {
      throw new WrongKeys(
        `${variables[purpose]} has another key ${keyId} than this database was written with. ${advice}`,
      );
    }
  }
  if (isFound) return;
  throw new WrongKeys(
    `Codes of this database are found by digest key ${digests[0]?.keyId}; with digest key ${active} as the active one none ` +
      'would be found. Put the earlier key first in DIGEST_KEYS: digest keys cannot be rotated.',
  );
}

/**
 * Ties a database to its keys: checks those it knows and writes down those that are new, in one transaction, so that of
 * two hosts that start on an empty database with keys of their own only the first one stays. `assertReadable` is asked
 * before the first fingerprints of a database that holds rows already. @throws WrongKeys
 */
export async function registerKeys(db: Executor, assertReadable: (db: Executor) => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await lockFingerprints(tx);
    await checkKeys(tx);
    const isFirst = (await tx.$count(keyFingerprints)) === 0;
    if (isFirst) await assertReadable(tx);
    const { encryption, digest } = keyring();
    // Nothing is written by a digest key that is not the active one, so it can be taken away again.
    const rows = [
      ...[...encryption.byId.values()].map((key) => ({ purpose: 'encryption' as const, ...key })),
      { purpose: 'digest' as const, ...digest.active },
    ].map(({ purpose, id, fingerprint }) => ({ purpose, keyId: id, fingerprint }));
    await tx.insert(keyFingerprints).values(rows).onConflictDoNothing();
  });
}
