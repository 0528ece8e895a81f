import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, deflate, inflate } from 'node:zlib';
import { decryptBytes, encryptBytes } from '@/lib/platform/keys/cipher';
import { encryptionKey, keyFor, keyring } from '@/lib/platform/keys/keyring';

const purpose = 'export';
const compress = promisify<Buffer, { level: number }, Buffer>(deflate);
const decompress = promisify<Buffer, Buffer>(inflate);

type EncryptedPiece = { sealed: Buffer; sealingKeyId: number };

/** Compressed, then encrypted with the cipher of the active key, bound to `place`: anywhere else it does not decrypt. */
export async function encryptPiece(bytes: Buffer, place: string): Promise<EncryptedPiece> {
  const key = keyring().encryption.active;
  const compressed = await compress(bytes, { level: constants.Z_BEST_SPEED });
  const sealed = encryptBytes(keyFor(key, purpose), randomBytes(12), Buffer.from(place), compressed);
  return { sealed, sealingKeyId: key.id };
}

/** @throws when its key is not loaded, or it was altered */
export async function decryptPiece({ sealed, sealingKeyId }: EncryptedPiece, place: string): Promise<Buffer> {
  return decompress(decryptBytes(keyFor(encryptionKey(sealingKeyId), purpose), Buffer.from(place), sealed));
}

/** What a piece of a file is bound to. */
export const placeOfPiece = (piece: { fileId: number; run: number; place: number }): string =>
  `export ${piece.fileId} ${piece.run} ${piece.place}`;

/** What the file is made from is written before it has an id, and so bound to its owner. */
export const placeOfRequest = (userId: number): string => `export of user ${userId}`;
