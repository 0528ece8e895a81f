import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { Conflict } from '@/lib/core/errors';
import { readCodeOf, readUnlessAltered } from '@/lib/domain/coupons/codes/encrypt-code';

/**
 * The PIN a sale sold, in clear, or null when it sold none: own stock keeps it in its code, a supplier's PIN is in
 * the sale. For use cases: it asks for no permission and writes no audit row.
 * @throws Conflict `unreadable` when it was altered, KeyNotLoaded
 */
export async function readSalePin(db: Executor, saleId: number): Promise<string | null> {
  const [row] = await db
    .select({
      codeDigest: codes.digest,
      codeSealed: codes.sealed,
      codeKeyId: codes.sealingKeyId,
      pinDigest: sales.pinDigest,
      pinSealed: sales.pinSealed,
      pinKeyId: sales.pinSealingKeyId,
    })
    .from(sales)
    .leftJoin(codes, eq(codes.id, sales.codeId))
    .where(eq(sales.id, saleId));
  if (!row) return null;
  const digest = row.codeDigest ?? row.pinDigest;
  const sealed = row.codeSealed ?? row.pinSealed;
  const sealingKeyId = row.codeKeyId ?? row.pinKeyId;
  if (!digest || !sealed || sealingKeyId === null) return null;
  const pin = readUnlessAltered({ digest, sealed, sealingKeyId });
  if (pin !== null) return pin;
  throw new Conflict('unreadable', `The PIN of sale ${saleId} cannot be decrypted with the keys of this desk.`);
}

/** The serial that a supplier gave with a PIN, in clear; null where it gave none, or it cannot be decrypted. As `readSalePin`. */
export async function readSerial(db: Executor, saleId: number): Promise<string | null> {
  const [row] = await db
    .select({ digest: sales.serialDigest, sealed: sales.serialSealed, sealingKeyId: sales.serialSealingKeyId })
    .from(sales)
    .where(eq(sales.id, saleId));
  const { digest, sealed, sealingKeyId } = row ?? {};
  return digest && sealed && sealingKeyId != null ? readCodeOf({ digest, sealed, sealingKeyId }) : null;
}
