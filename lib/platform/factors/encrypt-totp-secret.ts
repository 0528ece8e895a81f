import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, encryptionKey, keyring } from '@/lib/platform/keys/keyring';

export type EncryptedTotpSecret = { sealed: Buffer; sealingKeyId: number };

const purpose = 'totp secret';
const ownerOf = (userId: number) => Buffer.from(`totp of user ${userId}`);

/** AES-256-GCM (12 bytes IV, secret, 16 bytes tag), bound to its user: in another row it does not decrypt. */
export function encryptTotpSecret(secret: Uint8Array, userId: number): EncryptedTotpSecret {
  const key = keyring().encryption.active;
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, purpose), iv).setAAD(ownerOf(userId));
  const sealed = Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return { sealed, sealingKeyId: key.id };
}

/** @throws when the row's key is not loaded, or the row was altered */
export function decryptTotpSecret({ sealed, sealingKeyId }: EncryptedTotpSecret, userId: number): Buffer {
  const key = deriveKey(encryptionKey(sealingKeyId), purpose);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(ownerOf(userId)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}
