import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { env } from '@/lib/core/env';
import { normalizeCode } from './alphabet';

export type EncryptedCode = { digest: Buffer; sealed: Buffer; sealingKeyId: number; lastFour: string };

let keys: { sealing: KeyObject; digest: KeyObject; id: number } | undefined;

/** As key objects: OpenSSL takes four times as long over a key that it is handed as bytes. */
function loadKeys() {
  keys ??= {
    sealing: createSecretKey(env().SEALING_KEY, 'base64'),
    digest: createSecretKey(env().DIGEST_KEY, 'base64'),
    id: env().SEALING_KEY_ID,
  };
  return keys;
}

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

/** The keyed digest a code is found by, of its folded form. */
export function digestCode(code: string): Buffer {
  return digestNormalized(normalizeCode(code));
}

function digestNormalized(folded: string): Buffer {
  return createHmac('sha256', loadKeys().digest).update(folded).digest();
}

/**
 * What a row keeps of a code: AES-256-GCM (12 bytes IV, text, 16 bytes tag) bound to the row's digest, so that a
 * sealed value moved to another row does not open.
 */
export function encryptCode(code: string): EncryptedCode {
  const { sealing, id } = loadKeys();
  const folded = normalizeCode(code);
  const digest = digestNormalized(folded);
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(digest);
  const sealed = Buffer.concat([iv, cipher.update(code, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { digest, sealed, sealingKeyId: id, lastFour: folded.slice(-4) };
}

/** @throws when the key is another one, or the row was altered. */
export function decryptCode(row: { digest: Buffer; sealed: Buffer; sealingKeyId: number }): string {
  const { sealing, id } = loadKeys();
  if (row.sealingKeyId !== id)
    throw new Error(`The code was sealed with key ${row.sealingKeyId}, and key ${id} is loaded.`);
  const decipher = createDecipheriv('aes-256-gcm', sealing, row.sealed.subarray(0, ivLength));
  decipher.setAAD(row.digest).setAuthTag(row.sealed.subarray(-16));
  return decipher.update(row.sealed.subarray(ivLength, -16), undefined, 'utf8') + decipher.final('utf8');
}
