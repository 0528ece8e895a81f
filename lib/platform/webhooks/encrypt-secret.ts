import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/core/env';

export type EncryptedSecret = { sealed: Buffer; sealingKeyId: number };

let key: { bytes: Buffer; id: number } | undefined;

/** Derived for this purpose alone, so that an encrypted code never decrypts as a secret, nor the other way round. */
function loadKey() {
  key ??= {
    bytes: Buffer.from(hkdfSync('sha256', Buffer.from(env().SEALING_KEY, 'base64'), '', 'webhook secret', 32)),
    id: env().SEALING_KEY_ID,
  };
  return key;
}

const ownerOf = (endpointId: number) => Buffer.from(`webhook endpoint ${endpointId}`);

/** AES-256-GCM (12 bytes IV, text, 16 bytes tag), bound to its endpoint: in another row it does not decrypt. */
export function encryptSecret(secret: string, endpointId: number): EncryptedSecret {
  const { bytes, id } = loadKey();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', bytes, iv).setAAD(ownerOf(endpointId));
  const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { sealed, sealingKeyId: id };
}

/** @throws when the key is another one, or the row was altered. */
export function decryptSecret({ sealed, sealingKeyId }: EncryptedSecret, endpointId: number): string {
  const { bytes, id } = loadKey();
  if (sealingKeyId !== id)
    throw new Error(`The secret was encrypted with key ${sealingKeyId}, and key ${id} is loaded.`);
  const decipher = createDecipheriv('aes-256-gcm', bytes, sealed.subarray(0, 12));
  decipher.setAAD(ownerOf(endpointId)).setAuthTag(sealed.subarray(-16));
  return decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}

/** 32 random bytes as the Standard Webhooks write a secret. */
export function generateSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
