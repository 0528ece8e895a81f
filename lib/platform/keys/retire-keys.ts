import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keyFingerprints } from '@/db/schema/keys';
import { type KeyPurpose, keyring } from './keyring';

/** Says of every key of this purpose but the active one that no row is of it any more; gives their ids. */
export async function retireInactiveKeys(db: Executor, purpose: KeyPurpose, now: Date): Promise<number[]> {
  const retired = await db
    .update(keyFingerprints)
    .set({ retiredAt: now })
    .where(
      and(
        eq(keyFingerprints.purpose, purpose),
        ne(keyFingerprints.keyId, keyring()[purpose].active.id),
        isNull(keyFingerprints.retiredAt),
      ),
    )
    .returning({ id: keyFingerprints.keyId });
  return retired.map(({ id }) => id);
}
