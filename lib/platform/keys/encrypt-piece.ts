import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, deflate, inflate } from 'node:zlib';
import { decryptBytes, encryptBytes } from './cipher';
import { encryptionKey, keyFor, keyring } from './keyring';

const compress = promisify<Buffer, { level: number }, Buffer>(deflate);
const decompress = promisify<Buffer, Buffer>(inflate);

export type EncryptedPiece = { sealed: Buffer; sealingKeyId: number };

/** Parts of files that are kept for a while, under a key of their `purpose`. */
export function encryptedPieces(purpose: string) {
  /** Compressed, then encrypted with the cipher of the active key, bound to `place`: anywhere else it does not decrypt. */
  async function encrypt(bytes: Buffer, place: string): Promise<EncryptedPiece> {
    const key = keyring().encryption.active;
    const compressed = await compress(bytes, { level: constants.Z_BEST_SPEED });
    const sealed = encryptBytes(keyFor(key, purpose), randomBytes(12), Buffer.from(place), compressed);
    return { sealed, sealingKeyId: key.id };
  }

  /** @throws when its key is not loaded, or it was altered */
  async function decrypt({ sealed, sealingKeyId }: EncryptedPiece, place: string): Promise<Buffer> {
    return decompress(decryptBytes(keyFor(encryptionKey(sealingKeyId), purpose), Buffer.from(place), sealed));
  }

  return { encrypt, decrypt };
}

/** Bytes as they come, in parts of one size; the last one is shorter. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let some: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    some.push(part);
    length += part.byteLength;
    if (length < size) continue;
    yield Buffer.concat(some);
    [some, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(some);
}
