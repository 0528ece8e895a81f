import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction, TcpNetConnectOpts } from 'node:net';
import { hostOf, refuseUrl, type UrlRefusal } from './check-url';
import { type HostAddress, type ResolveHost, resolveChecked } from './resolve-host';

export type PostFailure = UrlRefusal | 'name_not_found' | 'timed_out' | 'tls_failed' | 'connection_failed';

/** What one attempt came to. `excerpt` is the beginning of the answer, fit for a text column. */
export type PostOutcome =
  | { kind: 'answered'; status: number; excerpt: string; durationMs: number }
  | { kind: 'failed'; reason: PostFailure; durationMs: number };

export type PostRequest = {
  url: string;
  headers: Record<string, string>;
  body: string;
  signal?: AbortSignal | undefined;
  allowPrivate: boolean;
  resolve: ResolveHost;
  timeoutMs?: number;
};

/** How long a receiver may take: name, connection, TLS and answer together. */
export const answerTimeoutMs = 15_000;
const readBytes = 4096;
const triedAddresses = 4;
const perAddressMs = 3000;
const keptCharacters = 1000;

/**
 * POSTs once. The name is resolved once, here: the connection goes to the addresses that were checked and nowhere else. No
 * redirect is followed, no proxy is asked, and of the answer 4 KiB are read at most.
 */
export async function postWebhook(input: PostRequest): Promise<PostOutcome> {
  const { timeoutMs = answerTimeoutMs, allowPrivate, resolve } = input;
  const began = performance.now();
  const durationMs = () => Math.round(performance.now() - began);
  const failed = (reason: PostFailure): PostOutcome => ({ kind: 'failed', reason, durationMs: durationMs() });
  const refusal = refuseUrl(input.url, { allowPrivate });
  if (refusal) return failed(refusal);
  const url = new URL(input.url);
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = input.signal ? AbortSignal.any([input.signal, timeout]) : timeout;
  try {
    const resolved = await orAbort(resolveChecked(hostOf(url), { allowPrivate, resolve }), signal);
    if ('refused' in resolved) return failed(resolved.refused);
    const answer = await send(url, resolved.addresses, input, signal);
    return { kind: 'answered', ...answer, durationMs: durationMs() };
  } catch (error) {
    return failed(timeout.aborted ? 'timed_out' : reasonOf(error));
  }
}

function send(url: URL, addresses: HostAddress[], { headers, body }: PostRequest, signal: AbortSignal) {
  const isSecure = url.protocol === 'https:';
  const options: RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamilyAttemptTimeout'> = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: only(addresses.slice(0, triedAddresses)),
    autoSelectFamilyAttemptTimeout: perAddressMs,
    // A connection of its own: one that is kept could lead to an address of an earlier look-up.
    agent: false,
    signal,
  };
  return new Promise<{ status: number; excerpt: string }>((resolve, reject) => {
    const request = (isSecure ? requestSecure : requestPlain)(url, options);
    request.on('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        resolve({ status: response.statusCode ?? 0, excerpt: excerptOf(Buffer.concat(chunks)) });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, readBytes - size));
        size += chunk.length;
        if (size >= readBytes) finish();
      });
      response.once('end', finish);
      // Cut off in its body: the status came through, and that is what counts.
      response.once('error', finish);
    });
    request.end(body);
  });
}

/** Gives the checked addresses for whatever name is asked; nothing is resolved a second time. */
function only(addresses: HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
  };
}

function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
  ]);
}

function excerptOf(bytes: Buffer): string {
  // Control characters but for white space: Postgres or a screen does not take them.
  const unprintable = /[^\P{Cc}\t\n\r]/gu;
  return bytes.toString('utf8').replace(unprintable, '').trim().slice(0, keptCharacters);
}

function reasonOf(error: unknown): PostFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^ERR_(TLS|SSL)|CERT|^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)|^EPROTO$/.test(code)
    ? 'tls_failed'
    : 'connection_failed';
}
