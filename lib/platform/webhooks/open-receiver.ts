import type { LookupFunction } from 'node:net';
import { Client } from 'undici';
import { hostOf, refuseUrl, type SendingRules, type UrlRefusal } from './check-url';
import { type HostAddress, type ResolveHost, resolveChecked } from './resolve-host';

export type PostFailure = UrlRefusal | 'name_not_found' | 'timed_out' | 'tls_failed' | 'connection_failed';

/** What one attempt came to. `excerpt` is the beginning of the answer, fit for a text column. */
export type PostOutcome =
  | { kind: 'answered'; status: number; excerpt: string; durationMs: number }
  | { kind: 'failed'; reason: PostFailure; durationMs: number };

export type PostRequest = { headers: Record<string, string>; body: string; signal?: AbortSignal | undefined };

export type ReceiverOptions = SendingRules & {
  resolve: ResolveHost;
  timeoutMs?: number;
  /** For how long a connection is used. */
  connectionMs?: number;
};

export type Receiver = {
  /** POSTs once and never throws. No redirect is followed, no proxy is asked, and of the answer 4 KiB are read at most. */
  post: (request: PostRequest) => Promise<PostOutcome>;
  close: () => void;
};

/** How long a receiver may take: name, connection, TLS and answer together. */
export const answerTimeoutMs = 15_000;
/** A name may lead elsewhere later: after so long it is resolved and checked again. */
const keptConnectionMs = 60_000;
const readBytes = 4096;
const triedAddresses = 4;
const perAddressMs = 3000;
const keptCharacters = 1000;

/** An address that a name led to, and that nothing is sent to. */
class Refused extends Error {
  constructor(readonly reason: PostFailure) {
    super(reason);
  }
}

/**
 * One receiver, over one connection that is kept between messages. The name is resolved when it is opened, and it goes to the
 * addresses that were checked then and nowhere else.
 */
export function openReceiver(address: string, options: ReceiverOptions): Receiver {
  const { timeoutMs = answerTimeoutMs, connectionMs = keptConnectionMs } = options;
  const refusal = refuseUrl(address, options);
  if (refusal) return { post: async () => ({ kind: 'failed', reason: refusal, durationMs: 0 }), close: () => {} };
  const url = new URL(address);
  const path = `${url.pathname}${url.search}`;
  let connection: { client: Client; openedAt: number; answers: number } | undefined;

  function connect() {
    const client = new Client(url.origin, {
      pipelining: 1,
      allowH2: false,
      // Undici's own are late by up to a second, and restart with every chunk of an answer that trickles.
      headersTimeout: 0,
      bodyTimeout: 0,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: perAddressMs,
      connect: { timeout: timeoutMs, lookup: checked(hostOf(url), options) },
    });
    return { client, openedAt: performance.now(), answers: 0 };
  }

  function close(): void {
    void connection?.client.destroy().catch(() => {});
    connection = undefined;
  }

  async function post(request: PostRequest): Promise<PostOutcome> {
    const began = performance.now();
    const stopping = new AbortController();
    const timer = setTimeout(() => stopping.abort('timed_out'), timeoutMs);
    const stop = () => stopping.abort('stopped');
    request.signal?.addEventListener('abort', stop, { once: true });
    const finished = (outcome: { status: number; excerpt: string } | PostFailure): PostOutcome => {
      const durationMs = Math.round(performance.now() - began);
      if (typeof outcome === 'string') return { kind: 'failed', reason: outcome, durationMs };
      return { kind: 'answered', ...outcome, durationMs };
    };
    try {
      if (request.signal?.aborted) stop();
      if (connection && began - connection.openedAt > connectionMs) close();
      for (;;) {
        connection ??= connect();
        const used = connection;
        try {
          const answer = await exchange(used.client, { path, ...request, signal: stopping.signal });
          used.answers += 1;
          return finished(answer);
        } catch (error) {
          close();
          // The far side had closed a kept connection, which shows only once something is sent on it.
          if (used.answers > 0 && !stopping.signal.aborted && isCut(error)) continue;
          return finished(stopping.signal.reason === 'timed_out' ? 'timed_out' : reasonOf(error));
        }
      }
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', stop);
    }
  }

  return { post, close };
}

type Exchange = PostRequest & { path: string; signal: AbortSignal };

function exchange(client: Client, { path, headers, body, signal }: Exchange) {
  return new Promise<{ status: number; excerpt: string }>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let status = 0;
    const finish = () => resolve({ status, excerpt: excerptOf(Buffer.concat(chunks)) });
    const fail = (error: unknown) => (status > 0 ? finish() : reject(error));
    const stop = () => reject(new Error('stopped'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    client.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart() {},
        onResponseStart(_, answered) {
          if (answered >= 200) status = answered;
        },
        onResponseData(controller, chunk) {
          chunks.push(chunk.subarray(0, readBytes - size));
          size += chunk.length;
          if (size < readBytes) return;
          finish();
          controller.abort(new Error('read enough'));
        },
        onResponseEnd() {
          signal.removeEventListener('abort', stop);
          finish();
        },
        // Cut off in its body: the status came through, and that is what counts.
        onResponseError(_, error) {
          signal.removeEventListener('abort', stop);
          fail(error);
        },
      },
    );
  });
}

/** Gives only addresses that were checked, for whatever name is asked. */
function checked(host: string, { allowPrivate, resolve }: ReceiverOptions): LookupFunction {
  return (_hostname, options, callback) => {
    void resolveChecked(host, { allowPrivate, resolve }).then((resolved) => {
      if ('refused' in resolved) return callback(new Refused(resolved.refused), []);
      const addresses: HostAddress[] = resolved.addresses.slice(0, triedAddresses);
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else if (first) callback(null, first.address, first.family);
    });
  };
}

function excerptOf(bytes: Buffer): string {
  // Control characters but for white space: Postgres or a screen does not take them. Nor half a character.
  const unprintable = /[^\P{Cc}\t\n\r]/gu;
  return bytes.toString('utf8').replace(unprintable, '').trim().slice(0, keptCharacters).toWellFormed();
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

function isCut(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

function reasonOf(error: unknown): PostFailure {
  if (error instanceof Refused) return error.reason;
  return /^ERR_(TLS|SSL)|CERT|^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)|^EPROTO$/.test(codeOf(error))
    ? 'tls_failed'
    : 'connection_failed';
}
