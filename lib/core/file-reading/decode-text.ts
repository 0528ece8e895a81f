import type { FileBody } from '@/lib/core/file-body';
import type { Encoding } from './reading';

/** The text of a file, piece by piece, without its mark. What is not of the encoding becomes U+FFFD. */
export async function* decodeText(file: FileBody, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of file) {
    const text = decoder.decode(piece, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** The first bytes of a file, at most `limit`, and the whole of it as if none had been read. */
export async function peek(
  file: FileBody,
  limit: number,
): Promise<{ head: Uint8Array; isWhole: boolean; file: FileBody }> {
  const pieces = file[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  while (bytes <= limit && !ended) {
    const { done, value } = await pieces.next();
    ended = done === true;
    if (ended) break;
    read.push(value);
    bytes += value.byteLength;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* read.splice(0);
      while (!ended) {
        const { done, value } = await pieces.next();
        if (done) return;
        yield value;
      }
    } finally {
      await pieces.return?.();
    }
  }
  return { head: Buffer.concat(read).subarray(0, limit), isWhole: bytes <= limit, file: all() };
}
