import { randomBytes } from 'node:crypto';
import { decryptBytes, encryptBytes } from './cipher';
import { encryptionKey, keyFor, keyring } from './keyring';
import type { EncryptedRow } from './re-encrypt.sql';

export type EncryptedSecret = { sealed: Buffer; sealingKeyId: number };

/** The cipher of secrets that belong to one row each, whose name is `owner` of its id: in another row they do not decrypt. */
export function ownedSecret(purpose: string, owner: (id: number) => string) {
  function encrypt(secret: Uint8Array | string, id: number): EncryptedSecret {
    const key = keyring().encryption.active;
    const sealed = encryptBytes(keyFor(key, purpose), randomBytes(12), Buffer.from(owner(id)), secret);
    return { sealed, sealingKeyId: key.id };
  }

  /** @throws when the row's key is not loaded, or the row was altered */
  function decrypt({ sealed, sealingKeyId }: EncryptedSecret, id: number): Buffer {
    return decryptBytes(keyFor(encryptionKey(sealingKeyId), purpose), Buffer.from(owner(id)), sealed);
  }

  /** With the active key, for `npm run rotate-key`. @throws as `decrypt` */
  function reEncrypt({ id, sealed, keyId }: EncryptedRow): { sealed: Buffer; keyId: number } {
    const again = encrypt(decrypt({ sealed, sealingKeyId: keyId }, id), id);
    return { sealed: again.sealed, keyId: again.sealingKeyId };
  }

  return { encrypt, decrypt, reEncrypt };
}
