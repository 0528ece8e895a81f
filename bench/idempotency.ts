import { createApp } from '@/lib/api/app';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/idempotency.ts [rounds]`: what an `Idempotency-Key` costs a call. The same call without one, with a
 * new one and with that one again, in turn in one run, so that a busy machine slows all three alike. No socket is between.
 */
const rounds = Number(process.argv[2] ?? 1_000);
const warmUp = 50;

const bench = await openBench();
const { db } = bench;

try {
  const app = createApp({ database: () => db, now: () => new Date() });
  const platform = await makeKeyContext(db, ['redemptions:read', 'redemptions:write']);
  const { code } = await makeCoupon(db);
  const times = {
    'without a key': [] as number[],
    'with a new key': [] as number[],
    'repeated with it': [] as number[],
  };

  for (let round = 0; round < warmUp + rounds; round += 1) {
    const [plain, keyed] = [await makeRedemption(`a${round}`), await makeRedemption(`b${round}`)];
    const key = `bench-${round}`;
    // Who is first is not always the same.
    const both = [() => time('without a key', plain), () => time('with a new key', keyed, key)];
    for (const run of round % 2 ? both : both.toReversed()) await run();
    await time('repeated with it', keyed, key);
  }

  async function makeRedemption(user: string): Promise<number> {
    return (await redeem(platform, { code, user: { id: user } })).id;
  }

  async function time(name: keyof typeof times, id: number, key?: string): Promise<void> {
    const headers = {
      authorization: `Bearer ${platform.key}`,
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    };
    const body = JSON.stringify({ reason: 'Payment failed' });
    const begun = performance.now();
    const answer = await app.request(`/api/v1/redemptions/${id}/roll_back`, { method: 'POST', headers, body });
    await answer.text();
    times[name].push(performance.now() - begun);
    if (answer.status !== 200) throw new Error(`It answered ${answer.status}.`);
  }

  console.log(`POST /api/v1/redemptions/{id}/roll_back, ${rounds} rounds`);
  const base = at(times['without a key'], 0.5);
  for (const [name, list] of Object.entries(times)) {
    const p50 = at(list, 0.5);
    console.log(
      `  ${name.padEnd(16)} p50 ${p50.toFixed(2)} ms (${(p50 / base).toFixed(2)} of it without), p99 ${at(list, 0.99).toFixed(2)} ms`,
    );
  }
} finally {
  await bench.close();
}

function at(list: number[], share: number): number {
  const sorted = list.slice(warmUp).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
