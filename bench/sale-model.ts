import { randomInt } from 'node:crypto';
import { connectKhalti } from '@/lib/domain/sales/supply/testing';
import { checkSaleModel } from '@/test/sale-model/sale-model';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/sale-model.ts [runs] [seed]`: random interleavings of everything that can happen to a sale, on a
 * real Postgres and over HTTP to the sandbox. A failure prints the steps; the seed of its slice repeats it.
 */
const runs = Number(process.argv[2] ?? 10_000);
const firstSeed = Number(process.argv[3] ?? randomInt(2 ** 30));
const slice = 250;

const bench = await openBench();
const { db } = bench;
const khalti = await connectKhalti();

try {
  const started = performance.now();
  // Each slice has a seed of its own, so that a failure is found again in a minute rather than after all runs before it.
  for (let done = 0; done < runs; done += slice) {
    const [seed, count] = [firstSeed + done, Math.min(slice, runs - done)];
    console.log(`runs ${done + 1} to ${done + count} of ${runs}: seed ${seed}`);
    await checkSaleModel(db, khalti, { runs: count, seed });
    const rate = (done + count) / ((performance.now() - started) / 1000);
    console.log(`  no rule broken; ${rate.toFixed(1)} runs a second`);
  }
} finally {
  await khalti.close();
  await bench.close();
}
