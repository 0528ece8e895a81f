import { IncomingMessage } from 'node:http';

/**
 * A request that counts its body as it arrives and stops reading it beyond `limit`, with any reader and any framing. Hono's and Next's own limits apply on top of it.
 */
export class MeteredRequest extends IncomingMessage {
  limit = Number.POSITIVE_INFINITY;
  onTooLarge: (() => void) | undefined;
  private received = 0;

  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (chunk instanceof Uint8Array) this.received += chunk.byteLength;
    if (this.received <= this.limit) return super.push(chunk, encoding);
    this.onTooLarge?.();
    this.onTooLarge = undefined;
    return false;
  }
}
