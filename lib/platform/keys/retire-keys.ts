import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keyFingerprints } from '@/db/schema/keys';
import { keyring } from './keyring';

/** Says of every encryption key but the active one that nothing is written with it any more; gives their ids. */
export async function retireInactiveKeys(db: Executor, now: Date): Promise<number[]> {
  const retired = await db
    .update(keyFingerprints)
    .set({ retiredAt: now })
    .where(
      and(
        eq(keyFingerprints.purpose, 'encryption'),
        ne(keyFingerprints.keyId, keyring().encryption.active.id),
        isNull(keyFingerprints.retiredAt),
      ),
    )
    .returning({ id: keyFingerprints.keyId });
  return retired.map(({ id }) => id);
}
