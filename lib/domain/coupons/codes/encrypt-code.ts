import { randomFillSync } from 'node:crypto';
import { type Digests, digestNormalized } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode, shownEnd } from '@/lib/domain/coupons/reading/normalize-code';
import { Altered, decryptBytes, encryptBytes } from '@/lib/platform/keys/cipher';
import { encryptionKey, keyring } from '@/lib/platform/keys/keyring';

export type EncryptedCode = Digests & { sealed: Buffer; sealingKeyId: number; lastFour: string };

const ivLength = 12;
const ivs = Buffer.alloc(ivLength * 1024);
let ivsUsed = ivs.length;

/** A fresh one from the system's CSPRNG, which is asked for a thousand at a time. */
function nextIv(): Buffer {
  if (ivsUsed === ivs.length) {
    randomFillSync(ivs);
    ivsUsed = 0;
  }
  ivsUsed += ivLength;
  return ivs.subarray(ivsUsed - ivLength, ivsUsed);
}

/**
 * What a row keeps of a code: encrypted with the cipher of the active key, bound to the row's digest, so that an
 * encrypted value that is moved to another row does not open.
 */
export function encryptCode(code: string): EncryptedCode {
  const normalized = normalizeCode(code);
  const digests = digestNormalized(normalized);
  return { ...digests, ...encryptBound(code, digests.digest), lastFour: shownEnd(normalized) };
}

/** The encrypted value alone, for a digest that the row has already. */
export function encryptBound(code: string, digest: Buffer): { sealed: Buffer; sealingKeyId: number } {
  const key = keyring().encryption.active;
  return { sealed: encryptBytes(key, nextIv(), digest, code), sealingKeyId: key.id };
}

/** @throws KeyNotLoaded, Altered */
export function decryptCode(row: { digest: Buffer; sealed: Buffer; sealingKeyId: number }): string {
  return decryptBytes(encryptionKey(row.sealingKeyId), row.digest, row.sealed).toString('utf8');
}

/** Shown in a list or an export in place of a code that cannot be decrypted. */
export const unreadableCode = 'cannot be decrypted';

/** The code in clear, or null for a row that cannot be decrypted: others are shown all the same. */
export function readCodeOf(row: Parameters<typeof decryptCode>[0]): string | null {
  try {
    return decryptCode(row);
  } catch {
    return null;
  }
}

/**
 * As `readCodeOf`, where null decides what becomes of the row: only for one that was altered. A key that this process alone lacks
 * is no fault of the row. @throws KeyNotLoaded
 */
export function readUnlessAltered(row: Parameters<typeof decryptCode>[0]): string | null {
  try {
    return decryptCode(row);
  } catch (error) {
    if (error instanceof Altered) return null;
    throw error;
  }
}
