import { isNotNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { decryptCode, digestCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { WrongKeys } from '@/lib/platform/keys/check-keys';

/**
 * Whether the loaded keys read what a database holds whose keys were never written down: one code and one PIN of a sale
 * have to open and to give their own digest. @throws WrongKeys
 */
export async function assertReadable(db: Executor): Promise<void> {
  const [code] = await db
    .select({ digest: codes.digest, sealed: codes.sealed, sealingKeyId: codes.sealingKeyId })
    .from(codes)
    .limit(1);
  const [pin] = await db
    .select({ digest: sales.pinDigest, sealed: sales.pinSealed, sealingKeyId: sales.pinSealingKeyId })
    .from(sales)
    .where(isNotNull(sales.pinSealed))
    .limit(1);
  for (const { digest, sealed, sealingKeyId } of [code, pin].filter((row) => row !== undefined)) {
    if (!digest || !sealed || sealingKeyId === null) continue;
    if (!opens({ digest, sealed, sealingKeyId })) {
      throw new WrongKeys(
        'The codes in this database were written with other keys. Restore the keys that belong to it; nothing was changed.',
      );
    }
  }
}

function opens(row: { digest: Buffer; sealed: Buffer; sealingKeyId: number }): boolean {
  try {
    return digestCode(decryptCode(row)).equals(row.digest);
  } catch {
    return false;
  }
}
