import { createHmac } from 'node:crypto';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { lockUntilCommit } from '@/db/advisory-lock';
import type { Executor } from '@/db/client';
import { erasedContacts } from '@/db/schema/erased-contacts';
import { keyFingerprints } from '@/db/schema/keys';
import type { Context } from '@/lib/platform/context/context';
import { deriveKey, type Key, keyring } from '@/lib/platform/keys/keyring';

const digestUnder = (key: Key, contact: string): Buffer =>
  createHmac('sha256', deriveKey(key, 'erased contact')).update(contact).digest();

/**
 * One after the other: what an import adds is there for the erasure to delete, or the erasure is there for the import to see.
 * Ends with the transaction, which takes it before it reads either.
 */
export const lockErasedContacts = (tx: Executor): Promise<void> => lockUntilCommit(tx, 'erased contacts');

/** Keeps that their customer had these erased. The caller holds the lock. */
export async function rememberErased(tx: Context, contacts: string[]): Promise<void> {
  const { active } = keyring().digest;
  const at = tx.now();
  const rows = contacts.map((contact) => ({ digest: digestUnder(active, contact), digestKeyId: active.id, at }));
  await tx.db.insert(erasedContacts).values(rows).onConflictDoNothing();
}

/** Of these contacts, those that a customer had erased. */
export async function findErased(db: Executor, contacts: string[]): Promise<Set<string>> {
  if (contacts.length === 0) return new Set();
  const keys = [...keyring().digest.byId.values()];
  const contactOf = new Map(
    contacts.flatMap((contact) => keys.map((key) => [digestUnder(key, contact).toString('hex'), contact])),
  );
  const digests = [...contactOf.keys()].map((hex) => Buffer.from(hex, 'hex'));
  const found = await db
    .select({ digest: erasedContacts.digest })
    .from(erasedContacts)
    .where(inArray(erasedContacts.digest, digests));
  return new Set(found.flatMap(({ digest }) => contactOf.get(digest.toString('hex')) ?? []));
}

/** Deletes digests of keys that are retired: they say nothing any more, and the key may have leaked. */
export async function pruneErasedContacts({ db }: Pick<Context, 'db'>): Promise<void> {
  const retired = db
    .select({ id: keyFingerprints.keyId })
    .from(keyFingerprints)
    .where(and(eq(keyFingerprints.purpose, 'digest'), isNotNull(keyFingerprints.retiredAt)));
  await db.delete(erasedContacts).where(inArray(erasedContacts.digestKeyId, retired));
}
