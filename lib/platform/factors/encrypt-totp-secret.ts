import { randomBytes } from 'node:crypto';
import { decryptBytes, encryptBytes } from '@/lib/platform/keys/cipher';
import { encryptionKey, keyFor, keyring } from '@/lib/platform/keys/keyring';

export type EncryptedTotpSecret = { sealed: Buffer; sealingKeyId: number };

const purpose = 'totp secret';
const ownerOf = (userId: number) => Buffer.from(`totp of user ${userId}`);

/** With the cipher of the active key, bound to its user: in another row it does not decrypt. */
export function encryptTotpSecret(secret: Uint8Array, userId: number): EncryptedTotpSecret {
  const key = keyring().encryption.active;
  const sealed = encryptBytes(keyFor(key, purpose), randomBytes(12), ownerOf(userId), secret);
  return { sealed, sealingKeyId: key.id };
}

/** @throws when the row's key is not loaded, or the row was altered */
export function decryptTotpSecret({ sealed, sealingKeyId }: EncryptedTotpSecret, userId: number): Buffer {
  return decryptBytes(keyFor(encryptionKey(sealingKeyId), purpose), ownerOf(userId), sealed);
}
