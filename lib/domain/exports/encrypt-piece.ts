import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, deflate, inflate } from 'node:zlib';
import { deriveKey, encryptionKey, keyring } from '@/lib/platform/keys/keyring';

const purpose = 'export';
const compress = promisify<Buffer, { level: number }, Buffer>(deflate);
const decompress = promisify<Buffer, Buffer>(inflate);

type EncryptedPiece = { sealed: Buffer; sealingKeyId: number };

/** Compressed, then AES-256-GCM (12 bytes IV, text, 16 bytes tag), bound to `place`: anywhere else it does not decrypt. */
export async function encryptPiece(bytes: Buffer, place: string): Promise<EncryptedPiece> {
  const key = keyring().encryption.active;
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, purpose), iv).setAAD(Buffer.from(place));
  const compressed = await compress(bytes, { level: constants.Z_BEST_SPEED });
  return {
    sealed: Buffer.concat([iv, cipher.update(compressed), cipher.final(), cipher.getAuthTag()]),
    sealingKeyId: key.id,
  };
}

/** @throws when its key is not loaded, or it was altered */
export async function decryptPiece({ sealed, sealingKeyId }: EncryptedPiece, place: string): Promise<Buffer> {
  const key = deriveKey(encryptionKey(sealingKeyId), purpose);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16));
  return decompress(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]));
}

/** What a piece of a file is bound to. */
export const placeOfPiece = (piece: { fileId: number; run: number; place: number }): string =>
  `export ${piece.fileId} ${piece.run} ${piece.place}`;

/** What the file is made from is written before it has an id, and so bound to its owner. */
export const placeOfRequest = (userId: number): string => `export of user ${userId}`;
