import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

/** What a key can be used with: each takes 32 bytes of key and 12 of IV, and authenticates with 16. The first unless it says otherwise. */
export const ciphers = ['aes-256-gcm', 'chacha20-poly1305'] as const;
export type Cipher = (typeof ciphers)[number];

type By = { cipher: Cipher; object: KeyObject };

const ivLength = 12;
const authTagLength = 16;
// Node types the two apart; they are called alike.
const named = (cipher: Cipher) => cipher as 'aes-256-gcm';

/** Bytes that were altered, or are of another place or key. */
export class Altered extends Error {
  override readonly name = 'Altered';
}

/** IV, text and tag in one, bound to `place`: with another it does not decrypt. An IV is used once. */
export function encryptBytes({ cipher, object }: By, iv: Buffer, place: Buffer, clear: Uint8Array | string): Buffer {
  const by = createCipheriv(named(cipher), object, iv, { authTagLength }).setAAD(place);
  const text = typeof clear === 'string' ? by.update(clear, 'utf8') : by.update(clear);
  return Buffer.concat([iv, text, by.final(), by.getAuthTag()]);
}

/** @throws Altered */
export function decryptBytes({ cipher, object }: By, place: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < ivLength + authTagLength) throw new Altered('This is too short to have been encrypted.');
  const by = createDecipheriv(named(cipher), object, sealed.subarray(0, ivLength), { authTagLength });
  by.setAAD(place).setAuthTag(sealed.subarray(-authTagLength));
  const text = by.update(sealed.subarray(ivLength, -authTagLength));
  try {
    return Buffer.concat([text, by.final()]);
  } catch (error) {
    throw new Altered('This was altered, or encrypted for another place or with another key.', { cause: error });
  }
}
