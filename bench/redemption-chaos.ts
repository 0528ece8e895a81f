import { createDatabase } from '@/db/client';
import { newSeed } from '@/test/random';
import { redeemInChaos } from '@/test/redemption-chaos/redemption-chaos';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/redemption-chaos.ts [operations] [seed]`: redemptions, holds and roll-backs in random order by 64
 * clients over three pools, checked against the history after each slice. The seed of a slice repeats what its clients do.
 */
const operations = Number(process.argv[2] ?? 100_000);
const firstSeed = Number(process.argv[3] ?? newSeed());
const slice = 10_000;

const bench = await openBench();
const others = [createDatabase(bench.embedded.ownerUrl), createDatabase(bench.embedded.ownerUrl)];

try {
  const started = performance.now();
  for (let done = 0; done < operations; done += slice) {
    const [seed, count] = [firstSeed + done, Math.min(slice, operations - done)];
    console.log(`operations ${done + 1} to ${done + count} of ${operations}: seed ${seed}`);
    const chaos = await redeemInChaos([bench.db, ...others.map(({ db }) => db)], { operations: count, seed });
    const wrong = [...chaos.faults, ...chaos.inconsistencies, ...chaos.broken];
    if (wrong.length > 0) throw new Error(`Seed ${seed} found faults.`, { cause: wrong });
    const rate = (done + count) / ((performance.now() - started) / 1000);
    console.log(
      `  ${chaos.done} done, ${chaos.refused} refused, nothing wrong; ${rate.toFixed(0)} operations a second`,
    );
  }
} finally {
  for (const other of others) await other.close();
  await bench.close();
}
