import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';
import { foldCode } from './alphabet';

export type SealedCode = { digest: Buffer; sealed: Buffer; sealingKeyId: number; lastFour: string };

let keys: { sealing: Buffer; digest: Buffer; id: number } | undefined;

function loadKeys() {
  keys ??= {
    sealing: Buffer.from(env().SEALING_KEY, 'base64'),
    digest: Buffer.from(env().DIGEST_KEY, 'base64'),
    id: env().SEALING_KEY_ID,
  };
  return keys;
}

/** The keyed digest a code is found by, of its folded form. */
export function digestCode(code: string): Buffer {
  return createHmac('sha256', loadKeys().digest).update(foldCode(code)).digest();
}

/**
 * What a row keeps of a code: AES-256-GCM (12 bytes IV, text, 16 bytes tag) bound to the row's digest, so that a
 * sealed value moved to another row does not open.
 */
export function sealCode(code: string): SealedCode {
  const { sealing, id } = loadKeys();
  const digest = digestCode(code);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(digest);
  const sealed = Buffer.concat([iv, cipher.update(code, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { digest, sealed, sealingKeyId: id, lastFour: foldCode(code).slice(-4) };
}

/** @throws when the key is another one, or the row was altered. */
export function unsealCode(row: { digest: Buffer; sealed: Buffer; sealingKeyId: number }): string {
  const { sealing, id } = loadKeys();
  if (row.sealingKeyId !== id)
    throw new Error(`The code was sealed with key ${row.sealingKeyId}, and key ${id} is loaded.`);
  const decipher = createDecipheriv('aes-256-gcm', sealing, row.sealed.subarray(0, 12));
  decipher.setAAD(row.digest).setAuthTag(row.sealed.subarray(-16));
  return decipher.update(row.sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}
