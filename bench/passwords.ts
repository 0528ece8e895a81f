import { availableParallelism } from 'node:os';
import { hash } from '@node-rs/argon2';
import { cost, minimumCost } from '@/lib/platform/auth/password';
import { findWeakness } from '@/lib/platform/auth/password-strength';
import { median, report, timed } from './measure';

/** `node --import tsx bench/passwords.ts`: what a sign-in costs, next to OWASP's minimum, and what a new password's estimate does. */
const runs = 20;
const password = 'three blind mice run';

async function measure(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await timed(work));
  return median(times);
}

const minimum = await measure(() => hash(password, minimumCost));
const ours = await measure(() => hash(password, cost));
const mebibytes = ({ memoryCost }: typeof cost) => `${Math.round(memoryCost / 1024)} MiB`;
report(
  `argon2id, ${mebibytes(minimumCost)}, ${minimumCost.timeCost} passes: OWASP's minimum`,
  `${minimum.toFixed(0)} ms`,
);
report(`argon2id, ${mebibytes(cost)}, ${cost.timeCost} passes: ours`, `${ours.toFixed(0)} ms`);
report('ours, in times of the minimum', `${(ours / minimum).toFixed(1)}`);

const atOnce = 4 * availableParallelism();
const together = await timed(() => Promise.all(Array.from({ length: atOnce }, () => hash(password, cost))));
report(
  `${atOnce} sign-ins at once, on ${availableParallelism()} cores`,
  `${((atOnce / together) * 1000).toFixed(0)}/s`,
);

report(
  'the first estimate, with its list of passwords',
  `${(await timed(() => findWeakness(password, []))).toFixed(0)} ms`,
);
report('an estimate', `${(await measure(() => findWeakness(password, ['Sita Sharma']))).toFixed(1)} ms`);
const odd = '4@$$w0rd'.repeat(16);
report(
  'an estimate of 128 characters that read as many words',
  `${(await measure(() => findWeakness(odd, []))).toFixed(1)} ms`,
);
