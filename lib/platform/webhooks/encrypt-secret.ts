import { randomBytes } from 'node:crypto';
import { type EncryptedSecret, ownedSecret } from '@/lib/platform/keys/owned-secret';

const { encrypt, decrypt, reEncrypt } = ownedSecret('webhook secret', (endpointId) => `webhook endpoint ${endpointId}`);

export { encrypt as encryptSecret, reEncrypt as reEncryptSecret };

/** @throws when the row's key is not loaded, or the row was altered */
export const decryptSecret = (secret: EncryptedSecret, endpointId: number): string =>
  decrypt(secret, endpointId).toString('utf8');

/** 32 random bytes as the Standard Webhooks write a secret. */
export function generateSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
