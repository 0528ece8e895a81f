import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { type Digests, digestNormalized } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode, shownEnd } from '@/lib/domain/coupons/reading/normalize-code';
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
 * What a row keeps of a code: AES-256-GCM (12 bytes IV, text, 16 bytes tag) bound to the row's digest, so that an
 * encrypted value that is moved to another row does not open.
 */
export function encryptCode(code: string): EncryptedCode {
  const normalized = normalizeCode(code);
  const digests = digestNormalized(normalized);
  return { ...digests, ...encryptBound(code, digests.digest), lastFour: shownEnd(normalized) };
}

/** The encrypted value alone, for a digest that the row has already. */
export function encryptBound(code: string, digest: Buffer): { sealed: Buffer; sealingKeyId: number } {
  const { id, object } = keyring().encryption.active;
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', object, iv).setAAD(digest);
  const sealed = Buffer.concat([iv, cipher.update(code, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { sealed, sealingKeyId: id };
}

/** @throws when the row's key is not loaded, or the row was altered */
export function decryptCode(row: { digest: Buffer; sealed: Buffer; sealingKeyId: number }): string {
  const { object } = encryptionKey(row.sealingKeyId);
  const decipher = createDecipheriv('aes-256-gcm', object, row.sealed.subarray(0, ivLength));
  decipher.setAAD(row.digest).setAuthTag(row.sealed.subarray(-16));
  return decipher.update(row.sealed.subarray(ivLength, -16), undefined, 'utf8') + decipher.final('utf8');
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
