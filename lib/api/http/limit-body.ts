import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';

export const mebibyte = 1024 * 1024;
/** Of calls whose body says who sends it: as many as are answered at once are held for strangers. */
export const strangersBody = 16 * 1024;

/**
 * Refuses a larger body with 413 before anything reads it, whether or not its length is announced. Hono's own limit makes
 * a new Request of the one it has, which Node's adapter does not survive. Mounted behind authentication: a stranger's body
 * is not read.
 */
export const limitBody = (bytes: number) =>
  createMiddleware(async (c, next) => {
    const raw = c.req.raw;
    if (raw.method === 'GET' || raw.method === 'HEAD') return next();
    const announced = raw.headers.get('content-length');
    if (announced !== null && !raw.headers.has('transfer-encoding')) {
      if (Number(announced) > bytes) throw tooLarge(bytes);
      return next();
    }
    if (!raw.body) return next();
    const body = await readAtMost(raw.body, bytes);
    const { url, method, headers, signal } = raw;
    c.req.raw = new Request(url, { method, headers, signal, ...(body.length > 0 ? { body } : {}) });
    return next();
  });

async function readAtMost(stream: ReadableStream<Uint8Array>, bytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > bytes) throw tooLarge(bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytes: number): HTTPException {
  return new HTTPException(413, { message: `A body has at most ${bytes} bytes.` });
}
