import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, encryptionKey, keyring } from '@/lib/platform/keys/keyring';

export type EncryptedSecret = { sealed: Buffer; sealingKeyId: number };

const purpose = 'webhook secret';
const ownerOf = (endpointId: number) => Buffer.from(`webhook endpoint ${endpointId}`);

/** AES-256-GCM (12 bytes IV, text, 16 bytes tag), bound to its endpoint: in another row it does not decrypt. */
export function encryptSecret(secret: string, endpointId: number): EncryptedSecret {
  const key = keyring().encryption.active;
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, purpose), iv).setAAD(ownerOf(endpointId));
  const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { sealed, sealingKeyId: key.id };
}

/** @throws when the row's key is not loaded, or the row was altered */
export function decryptSecret({ sealed, sealingKeyId }: EncryptedSecret, endpointId: number): string {
  const key = deriveKey(encryptionKey(sealingKeyId), purpose);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(ownerOf(endpointId)).setAuthTag(sealed.subarray(-16));
  return decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}

/** 32 random bytes as the Standard Webhooks write a secret. */
export function generateSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
