import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { prepareQueue } from '@/lib/jobs/prepare-queue';
import { checkSaleModel } from '@/lib/sales/model/testing';
import { connectKhalti } from '@/lib/supply/testing';

/**
 * `node --import tsx bench/sale-model.ts [runs] [seed]`: random interleavings of everything that can happen to a sale, on a
 * real Postgres and over HTTP to the sandbox. A failure prints the steps; the seed of its slice repeats it.
 */
const runs = Number(process.argv[2] ?? 10_000);
const firstSeed = Number(process.argv[3] ?? randomInt(2 ** 30));
const slice = 250;

for (const name of ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY']) {
  process.env[name] = randomBytes(32).toString('base64');
}
process.env.LOG_LEVEL = 'silent';

const dataDir = await mkdtemp(path.join(tmpdir(), 'coupon-desk-bench-'));
const embedded = await startEmbedded({ dataDir, password: randomBytes(16).toString('hex') });
process.env.DATABASE_URL = embedded.url;
process.env.DATABASE_SOCKET = embedded.socket ?? '';
const { db, close } = createDatabase(embedded.url, { socket: embedded.socket });
const khalti = await connectKhalti();

try {
  await migrate(embedded.url);
  await prepareQueue(embedded.url);
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
  await khalti.disconnect();
  await close();
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
}
