import { isNotNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { decryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { WrongKeys } from '@/lib/platform/keys/check-keys';

/** Several: what counts as part of a code has changed, and an odd one of before can have a digest of its own. */
const tried = 20;

/**
 * Whether the loaded keys read what a database holds whose keys were never written down: a code and a PIN of a sale have
 * to open and to give their own digest. @throws WrongKeys
 */
export async function assertReadable(db: Executor): Promise<void> {
  const some = await db
    .select({ digest: codes.digest, sealed: codes.sealed, sealingKeyId: codes.sealingKeyId })
    .from(codes)
    .limit(tried);
  const pins = await db
    .select({ digest: sales.pinDigest, sealed: sales.pinSealed, sealingKeyId: sales.pinSealingKeyId })
    .from(sales)
    .where(isNotNull(sales.pinSealed))
    .limit(tried);
  for (const rows of [some, pins]) {
    const whole = rows.flatMap(({ digest, sealed, sealingKeyId }) =>
      digest && sealed && sealingKeyId !== null ? [{ digest, sealed, sealingKeyId }] : [],
    );
    if (whole.length > 0 && !whole.some(opens)) {
      throw new WrongKeys(
        'The codes in this database were written with other keys. Restore the keys that belong to it; nothing was changed.',
      );
    }
  }
}

function opens(row: { digest: Buffer; sealed: Buffer; sealingKeyId: number }): boolean {
  try {
    return digestsOf(decryptCode(row)).some((digest) => digest.equals(row.digest));
  } catch {
    return false;
  }
}
