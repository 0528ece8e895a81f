import { randomBytes } from 'node:crypto';
import { decryptBytes, encryptBytes } from '@/lib/platform/keys/cipher';
import { encryptionKey, keyFor, keyring } from '@/lib/platform/keys/keyring';

export type EncryptedSecret = { sealed: Buffer; sealingKeyId: number };

const purpose = 'webhook secret';
const ownerOf = (endpointId: number) => Buffer.from(`webhook endpoint ${endpointId}`);

/** With the cipher of the active key, bound to its endpoint: in another row it does not decrypt. */
export function encryptSecret(secret: string, endpointId: number): EncryptedSecret {
  const key = keyring().encryption.active;
  const sealed = encryptBytes(keyFor(key, purpose), randomBytes(12), ownerOf(endpointId), secret);
  return { sealed, sealingKeyId: key.id };
}

/** @throws when the row's key is not loaded, or the row was altered */
export function decryptSecret({ sealed, sealingKeyId }: EncryptedSecret, endpointId: number): string {
  const key = keyFor(encryptionKey(sealingKeyId), purpose);
  return decryptBytes(key, ownerOf(endpointId), sealed).toString('utf8');
}

/** 32 random bytes as the Standard Webhooks write a secret. */
export function generateSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
