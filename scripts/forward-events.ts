import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { messageBody } from '@/lib/platform/webhooks/message-body';
import { signWebhook } from '@/lib/platform/webhooks/sign-webhook';

/** Where the reading of events goes on after a stop: the id of the last one that was taken. */
export type Cursor = { read: () => string | undefined; write: (id: string) => void };

export type ForwardOptions = {
  /** Of the desk, such as `http://localhost:3000`. */
  desk: string;
  key: string;
  /** Where each event is sent. */
  to: string;
  /** What each message is signed with. */
  secret: string;
  cursor: Cursor;
  /** Without a cursor, what happened before is left out. */
  since: Date;
  signal: AbortSignal;
  say: (line: string) => void;
  /** Between two looks at a desk that has nothing new, and the first pause after a failure; that one doubles up to 30 s. */
  pauseMs?: number;
};

const page = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      timestamp: z.iso.datetime(),
      livemode: z.boolean().default(true),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
type Event = z.infer<typeof page>['data'][number];

const longestPauseMs = 30_000;
const timeoutMs = 15_000;

/** The desk will refuse the next request, too. */
class Refused extends Error {}

/** From where on the desk is asked. */
type From = { after: string } | { since: string } | Record<string, never>;

/**
 * Sends what happens on to an address, signed as a webhook is, in order and until the signal ends: each event is sent again
 * until it is answered with 2xx, and only then the cursor moves. @throws when the desk refuses the key
 */
export async function forwardEvents(options: ForwardOptions): Promise<void> {
  const { signal, say, cursor, since, pauseMs = 1000 } = options;
  const last = cursor.read();
  let from: From = last === undefined ? { since: since.toISOString() } : { after: last };
  let failures = 0;
  while (!signal.aborted) {
    try {
      const events = await readEvents(from, options);
      if (events === 'not_kept') {
        say('The event at which the last run stopped is not kept any more; it goes on with the oldest that is.');
        from = {};
        continue;
      }
      for (const event of events) {
        await send(event, options);
        cursor.write(event.id);
        from = { after: event.id };
        failures = 0;
        say(`${event.timestamp} ${event.type} ${event.id}`);
      }
      failures = 0;
      if (events.length > 0) continue;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused) throw error;
      failures++;
      say(`${error instanceof Error ? error.message : error}; it is tried again.`);
    }
    const pause = Math.min(longestPauseMs, pauseMs * 2 ** Math.max(0, failures - 1));
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

async function readEvents(from: From, { desk, key, signal }: ForwardOptions): Promise<Event[] | 'not_kept'> {
  const query = new URLSearchParams({ limit: '200', ...from });
  const answer = await fetch(`${desk.replace(/\/+$/, '')}/api/v1/events?${query}`, {
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }).catch((error: unknown) => {
    throw new Error(`${desk} could not be reached (${reasonOf(error)})`);
  });
  const text = await answer.text();
  if (answer.ok) {
    const events = page.safeParse(parseJson(text));
    if (events.success) return events.data.data;
    throw new Refused(`What answers at ${desk} is no Coupon Desk, or another version of it.`);
  }
  if (answer.status === 400 && 'after' in from && text.includes('"after"')) return 'not_kept';
  if (answer.status >= 500 || answer.status === 429) throw new Error(`The desk answered ${answer.status}`);
  throw new Refused(`The desk refused it (${answer.status}): ${text}`);
}

async function send(
  { id, type, timestamp, livemode, data }: Event,
  { to, secret, signal }: ForwardOptions,
): Promise<void> {
  const body = messageBody({ type, createdAt: new Date(timestamp), livemode, data });
  const answer = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signWebhook({ id, at: new Date(), body, secrets: [secret] }) },
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  }).catch((error: unknown) => {
    throw new Error(`${to} could not be reached for ${type} ${id} (${reasonOf(error)})`);
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`${to} answered ${answer.status} to ${type} ${id}`);
}

/** Of `fetch`, which says no more than that it failed: why is in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error instanceof Error ? error : { cause: undefined, message: String(error) };
  return cause instanceof Error && cause.message ? cause.message : message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
