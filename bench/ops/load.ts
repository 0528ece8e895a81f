import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { World } from './world';

/**
 * `again` is a 503 that says when to come back, `bare` one that does not; `unknown` is the Nettv calls' 1017, after which the status
 * is asked for; `lost` is no answer.
 */
export type Kind = 'done' | 'again' | 'unknown' | 'bare' | 'lost' | `status ${number}`;
type Call = { kind: Kind; at: number; ms: number };

/** What clients were answered, and what they still do not know. */
export type Heard = {
  calls: Call[];
  /** Keys of redemptions that were answered as done, and references of purchases with their PINs. */
  redeemed: Set<string>;
  bought: Map<string, string>;
  /** Sent, and not answered as done. */
  openRedemptions: Map<string, { code: string; user: string }>;
  openPurchases: Set<string>;
};

export const nothingHeard = (): Heard => ({
  calls: [],
  redeemed: new Set(),
  bought: new Map(),
  openRedemptions: new Map(),
  openPurchases: new Set(),
});

type Target = { url: string; world: World; heard: Heard; agent: Agent };
type LoadOptions = {
  url: string;
  world: World;
  heard: Heard;
  clients?: number;
  /** How many calls are made in all; until it is stopped without. */
  calls?: number;
  /** How many of twenty calls are purchases. */
  purchases?: number;
  /** Which coupons are redeemed; all without. */
  coupons?: World['coupons'];
  pauseMs?: number;
};

let serial = 0;
const pauseAfterRefusalMs = 25;

/** Clients that redeem and buy, each its next once the last is answered; what is refused is left open and not sent again. */
export function startLoad(options: LoadOptions): { stop: () => Promise<void>; ended: Promise<void> } {
  const { url, world, heard, clients = 16, calls = Number.POSITIVE_INFINITY, purchases = 5, pauseMs = 0 } = options;
  const target = { url, world, heard, agent: new Agent({ connections: clients, pipelining: 1 }) };
  const coupons = options.coupons ?? world.coupons;
  let [stopped, sent] = [false, 0];
  const client = async () => {
    while (!stopped && sent < calls) {
      const nth = sent++;
      const key = `load-${process.pid}-${++serial}`;
      const code = coupons[nth % coupons.length]?.code ?? '';
      const kind =
        nth % 20 < purchases ? await buy(target, key) : await redeem(target, key, { code, user: `u${serial}` });
      if (kind !== 'done') await sleep(pauseAfterRefusalMs);
      else if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  const ended = Promise.all(Array.from({ length: clients }, client)).then(() => target.agent.close());
  return {
    ended,
    async stop() {
      stopped = true;
      await ended;
    },
  };
}

/** Sends every open redemption again with its key until it is answered; each is done by then, now or before. */
export async function settle({ url, world, heard }: Pick<LoadOptions, 'url' | 'world' | 'heard'>): Promise<void> {
  const target = { url, world, heard, agent: new Agent({ connections: 8, pipelining: 1 }) };
  const deadline = performance.now() + 30_000;
  for (const [key, of] of [...heard.openRedemptions]) {
    while ((await redeem(target, key, of)) !== 'done') {
      if (performance.now() > deadline) throw new Error(`The redemption ${key} is not answered.`);
      await sleep(pauseAfterRefusalMs);
    }
  }
  await target.agent.close();
}

async function redeem(target: Target, key: string, of: { code: string; user: string }): Promise<Kind> {
  const { world, heard } = target;
  heard.openRedemptions.set(key, of);
  const { kind } = await send(target, '/api/v1/redemptions', {
    headers: { authorization: `Bearer ${world.apiKey}`, 'idempotency-key': key },
    body: { code: of.code, user: { id: of.user } },
    isDone: (status) => status === 201,
  });
  if (kind === 'done') {
    heard.openRedemptions.delete(key);
    heard.redeemed.add(key);
  }
  return kind;
}

async function buy(target: Target, reference: string): Promise<Kind> {
  const { world, heard } = target;
  heard.openPurchases.add(reference);
  const { kind, body } = await send(target, '/api/use/nettv-coupon/', {
    headers: {},
    body: { token: world.apiKey, reference, ...world.product },
    isDone: (status, answer) => status === 200 && typeof answer.pin === 'string',
  });
  if (kind === 'done') {
    heard.openPurchases.delete(reference);
    heard.bought.set(reference, String(body.pin));
  }
  return kind;
}

type Sent = {
  headers: Record<string, string>;
  body: object;
  isDone: (status: number, body: Record<string, unknown>) => boolean;
};

async function send({ url, heard, agent }: Target, path: string, { headers, body, isDone }: Sent) {
  const at = performance.now();
  const heardAs = (kind: Kind, said: Record<string, unknown> = {}) => {
    heard.calls.push({ kind, at, ms: performance.now() - at });
    return { kind, body: said };
  };
  try {
    const answer = await request(`${url}${path}`, {
      dispatcher: agent,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const said = (await answer.body.json().catch(() => ({}))) as Record<string, unknown>;
    if (isDone(answer.statusCode, said)) return heardAs('done', said);
    if (answer.statusCode === 503) return heardAs(answer.headers['retry-after'] ? 'again' : 'bare');
    return heardAs(said.error_code === '1017' ? 'unknown' : `status ${answer.statusCode}`);
  } catch {
    return heardAs('lost');
  }
}

export const countOf = ({ calls }: Heard, ...kinds: Kind[]): number =>
  calls.filter(({ kind }) => kinds.includes(kind)).length;

/** Those that are neither done nor an honest refusal. */
export const wrongAnswers = ({ calls }: Heard): Call[] =>
  calls.filter(({ kind }) => !['done', 'again', 'unknown'].includes(kind));

/** How many of each, in words. */
export function tally({ calls }: Heard): string {
  const counts = new Map<Kind, number>();
  for (const { kind } of calls) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

/** The longest time in which nothing was done, and when it ended. */
export function longestPause({ calls }: Heard, from = 0): number {
  const done = calls.flatMap(({ kind, at, ms }) => (kind === 'done' && at + ms >= from ? [at + ms] : []));
  const times = done.toSorted((a, b) => a - b);
  return Math.max(0, ...times.map((time, n) => time - (times[n - 1] ?? (from || time))));
}

/** What 99 of 100 took at most. */
export function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0;
}
