import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { accepts } from 'hono/accepts';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './environment';

const worthIt = 1024;
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const packers = {
  br: (body: Uint8Array) => promisify(brotliCompress)(body, quality),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};

/** The best of ours that the client takes; an encoding of weight 0 is one that it does not take. */
function chosen(taken: { type: string; q: number }[], { supports }: { supports: string[] }): string {
  const weightOf = (name: string) =>
    (taken.find(({ type }) => type === name) ?? taken.find(({ type }) => type === '*'))?.q;
  const ranked = supports.map((name) => ({ name, weight: weightOf(name) ?? 0 })).filter(({ weight }) => weight > 0);
  return ranked.sort((a, b) => b.weight - a.weight)[0]?.name ?? 'identity';
}

/**
 * Compresses the JSON that is read, above a kibibyte; a streamed list as it is sent. An answer with codes in clear is never
 * compressed: its length would reveal them to someone who chooses what is next to them in it.
 */
export const compressAnswers = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const { isSecret, isStreamed } = c.var;
  if (c.env?.isUnderNext) return;
  const isJson = /^application\/(problem\+)?json/.test(c.res.headers.get('content-type') ?? '');
  if (c.req.method !== 'GET' || isSecret || !isJson || !c.res.body) return;
  const supports = isStreamed ? ['gzip'] : ['br', 'gzip'];
  const encoding = accepts(c, { header: 'Accept-Encoding', supports, default: 'identity', match: chosen });
  const before = c.res.headers.get('vary');
  c.res.headers.set('vary', before ? `${before}, Accept-Encoding` : 'Accept-Encoding');
  if (encoding === 'identity') return;
  const { status, headers } = c.res;
  if (isStreamed) {
    replace(c.res.body.pipeThrough(new CompressionStream('gzip')));
    return;
  }
  const body = new Uint8Array(await c.res.arrayBuffer());
  if (body.byteLength > worthIt) replace(await packers[encoding as keyof typeof packers](body));
  else c.res = new Response(body, { status, headers });

  function replace(packed: BodyInit) {
    c.res = new Response(packed, { status, headers });
    c.res.headers.delete('content-length');
    c.res.headers.set('content-encoding', encoding);
    const etag = headers.get('etag');
    if (etag) c.res.headers.set('etag', `W/${etag}`);
  }
});
