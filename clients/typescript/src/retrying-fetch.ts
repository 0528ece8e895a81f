export type RetryOptions = {
  fetch: typeof fetch;
  /** How often a request is sent at the most. */
  attempts: number;
  /** How long one attempt waits for its answer, in milliseconds. */
  timeoutMs: number;
  /** Waits for that many milliseconds before the next attempt. */
  wait: (ms: number) => Promise<unknown>;
};

/** They take an `Idempotency-Key`: the same request with the same one is done once. */
const keyed = /^\/(api\/v1|management)\//;
/** Who asks to be left alone for longer, such as after many wrong codes, is not waited for: somebody may sit at the screen. */
const longestPauseSeconds = 60;
const writes = ['POST', 'PUT', 'DELETE'];

const canRepeat = (request: Request) => request.method === 'GET' || request.headers.has('idempotency-key');

/**
 * Sends a request again when it was not answered, or with 429 or a fault of the desk, in a way that it is done once: a
 * write gets an `Idempotency-Key` unless it has one. A purchase of the Nettv calls takes none and is sent once.
 */
export function retryingFetch({ fetch, attempts, timeoutMs, wait }: RetryOptions) {
  return async (request: Request): Promise<Response> => {
    if (writes.includes(request.method) && keyed.test(new URL(request.url).pathname)) {
      if (!request.headers.has('idempotency-key')) request.headers.set('idempotency-key', crypto.randomUUID());
    }
    const last = canRepeat(request) ? attempts : 1;
    for (let attempt = 1; ; attempt += 1) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const answer = await fetch(new Request(request.clone(), { signal }));
        if (attempt >= last || !(await isToRepeat(answer))) return answer;
        const seconds = secondsOf(answer, attempt);
        if (seconds > longestPauseSeconds) return answer;
        await answer.body?.cancel();
        await wait(seconds * 1000);
      } catch (error) {
        if (attempt >= last || request.signal.aborted) throw error;
        await wait(pauseSeconds(attempt) * 1000);
      }
    }
  };
}

async function isToRepeat(answer: Response): Promise<boolean> {
  if (answer.status === 429 || answer.status >= 500) return true;
  if (answer.status !== 409) return false;
  const { code } = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return code === 'idempotency_key_in_flight';
}

/** A quarter of a second, a half, one, two …; up to a fifth more, so that what failed together does not come back together. */
const pauseSeconds = (attempt: number) => (2 ** attempt / 8) * (1 + Math.random() / 5);

const secondsOf = (answer: Response, attempt: number) =>
  Number(answer.headers.get('retry-after')) || pauseSeconds(attempt);
