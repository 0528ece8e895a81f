import { desc, eq, isNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keyFingerprints } from '@/db/schema/keys';
import { lockFingerprints } from './check-keys.sql';
import { type KeyPurpose, type Keyring, keyring } from './keyring';

/** The keys of this process are not those of its database: nothing can be served, and nothing was changed. */
export class WrongKeys extends Error {
  override readonly name = 'WrongKeys';
}

const variables = { encryption: 'SEALING_KEYS (or SEALING_KEY)', digest: 'DIGEST_KEYS (or DIGEST_KEY)' };
const advice =
  'Restore the keys from the backup that belongs to this database, or point DATABASE_URL at the other one.';

export type KnownKey = { purpose: KeyPurpose; keyId: number; fingerprint: Buffer; retiredAt: Date | null };

/** A key that a database was written with, that is not retired, and that these are without. */
export function findMissingKey<Known extends KnownKey>(known: readonly Known[], keys: Keyring): Known | undefined {
  return known.find(
    ({ purpose, keyId, fingerprint, retiredAt }) =>
      !retiredAt && !keys[purpose].byId.get(keyId)?.fingerprint.equals(fingerprint),
  );
}

/**
 * Holds the loaded keys against the fingerprints in the database: each loaded key has to be the one that is known there
 * under its id, and each one that is known has to be loaded until it is retired. @throws WrongKeys
 */
export async function checkKeys(db: Executor): Promise<void> {
  const all = await db.select().from(keyFingerprints);
  const missing = findMissingKey(all, keyring());
  if (missing) {
    const { purpose, keyId } = missing;
    const said = keyring()[purpose].byId.has(keyId)
      ? `${variables[purpose]} has another key ${keyId} than this database was written with.`
      : `This database holds rows of ${purpose} key ${keyId}, and ${variables[purpose]} has no such key.`;
    throw new WrongKeys(`${said} ${advice}`);
  }
  const { id } = keyring().digest.active;
  if (all.some(({ purpose, keyId, retiredAt }) => retiredAt && purpose === 'digest' && keyId === id))
    throw replaced(id);
}

/** For what writes rows with the active keys next to a desk that runs. @throws Error when that one may not know them yet */
export async function assertRegistered(db: Executor): Promise<void> {
  await checkKeys(db);
  const known = await db.select().from(keyFingerprints).where(isNull(keyFingerprints.retiredAt));
  for (const purpose of ['encryption', 'digest'] as const) {
    const { id } = keyring()[purpose].active;
    if (known.some((key) => key.purpose === purpose && key.keyId === id)) continue;
    throw new Error(`No process of the desk has started with ${purpose} key ${id} yet. Restart every one first.`);
  }
}

/** What of a database depends on its keys: the domain says how. */
export type KeyedRows = {
  /** Asked before the first fingerprints of a database that holds rows already. @throws WrongKeys */
  assertReadable: (db: Executor) => Promise<void>;
  /** Called in the transaction that makes another digest key the active one, before anything is written with it. */
  beginDigests: (tx: Executor) => Promise<void>;
};

/**
 * Ties a database to its keys: checks those it knows and writes down those that are new, in one transaction, so that of
 * two hosts that start on an empty database with keys of their own only the first one stays. @throws WrongKeys
 */
export async function registerKeys(db: Executor, { assertReadable, beginDigests }: KeyedRows): Promise<void> {
  await db.transaction(async (tx) => {
    await lockFingerprints(tx);
    await checkKeys(tx);
    const isFirst = (await tx.$count(keyFingerprints)) === 0;
    if (isFirst) await assertReadable(tx);
    const isAnother = !isFirst && (await isNewDigestKey(tx));
    const { encryption, digest } = keyring();
    // Nothing is written by a digest key that is not the active one, so it can be taken away again.
    const rows = [
      ...[...encryption.byId.values()].map((key) => ({ purpose: 'encryption' as const, ...key })),
      { purpose: 'digest' as const, ...digest.active },
    ].map(({ purpose, id, fingerprint }) => ({ purpose, keyId: id, fingerprint }));
    await tx.insert(keyFingerprints).values(rows).onConflictDoNothing();
    if (isAnother) await beginDigests(tx);
  });
}

/**
 * Whether the active digest key is one that the database does not know, whose rows come next to those of the others. One
 * that it knows has to be the newest there: the database refuses what is written with another. @throws WrongKeys
 */
async function isNewDigestKey(tx: Executor): Promise<boolean> {
  const active = keyring().digest.active.id;
  const known = await tx
    .select()
    .from(keyFingerprints)
    .where(eq(keyFingerprints.purpose, 'digest'))
    .orderBy(desc(keyFingerprints.createdAt), desc(keyFingerprints.keyId));
  const key = known.find(({ keyId }) => keyId === active);
  if (!key) return true;
  if (key !== known[0]) throw replaced(active);
  return false;
}

const replaced = (keyId: number) =>
  new WrongKeys(
    `Another key has taken the place of digest key ${keyId} in this database. Put that one first in DIGEST_KEYS.`,
  );
