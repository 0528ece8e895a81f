import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { issueBatch } from '@/lib/codes/issue-batch';
import { requestBatch } from '@/lib/codes/request-batch';
import { systemContext } from '@/lib/context';
import { prepareQueue } from '@/lib/jobs/prepare-queue';
import { makeBuyer, makeStock, stockLeft } from '@/lib/sales/testing';
import type { Load } from './keep-busy';
import { type Rate, runPgbench } from './pgbench';
import { purchaseScript } from './purchase-script';

/**
 * `node --import tsx bench/purchases.ts [seconds a run]`: purchases from stock over HTTP, beside pgbench with the same
 * statements one by one on the same database in the same run.
 */
type Call = Pick<Load, 'method' | 'path' | 'bodies'>;

const seconds = Number(process.argv[2] ?? 5);
const rounds = 3;
const integrators = 32;

for (const name of ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY']) {
  process.env[name] = randomBytes(32).toString('base64');
}
process.env.LOG_LEVEL = 'silent';
Object.assign(process.env, { NODE_ENV: 'production' });

const dataDir = await mkdtemp(path.join(tmpdir(), 'coupon-desk-bench-'));
const embedded = await startEmbedded({ dataDir, password: randomBytes(16).toString('hex') });
process.env.DATABASE_URL = embedded.url;
process.env.DATABASE_SOCKET = embedded.socket ?? '';
const { db, sql, close } = createDatabase(embedded.url, { socket: embedded.socket });
const children: ChildProcess[] = [];
let failed = false;

try {
  await migrate(embedded.url);
  await prepareQueue(embedded.url);
  const stock = await makeStock(db, 0, { value: 'bench' });
  const codes = Math.ceil(seconds * rounds * 12_000);
  const ctx = systemContext(db, 'bench');
  const batch = await requestBatch(ctx, { couponId: stock.couponId, count: codes });
  await issueBatch(ctx, { batchId: batch.id });
  const buyers = await Promise.all(Array.from({ length: integrators }, () => makeBuyer(db, 1e13)));

  const server = start('serve.ts');
  const clients = start('keep-busy.ts');
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const load = async (connections: number, call: Call): Promise<Rate> => {
    clients.send({ port, connections, seconds, ...call } satisfies Load);
    return ((await once(clients, 'message')) as [Rate])[0];
  };
  const bodies = buyers.map(({ key: token }) =>
    JSON.stringify({ token, reference: '{reference}', value: 'bench', amount: stock.product.amountPaisa / 100 }),
  );
  const buy: Call = { method: 'POST', path: '/api/use/nettv-coupon/', bodies };
  const bare: Call = { method: 'GET', path: '/', bodies: [''] };
  const script = purchaseScript(buyers, stock.product);
  const target = { url: embedded.url, socket: embedded.socket };

  // Foreign keys are checked by plans that a connection keeps: made on empty tables, they would read all of each table.
  await load(8, buy);
  await sql`vacuum analyze`;
  console.log(
    `Purchases from stock, ${rounds} rounds of ${seconds} s, medians; ${integrators} integrators, one product`,
  );
  for (const connections of [1, 32, 128]) {
    // pgbench is at its best with few clients on few cores: more than one has the better of two to beat.
    const clientCounts = connections === 1 ? [1] : [4, 32];
    const runs: { limits: Rate[]; bought: Rate; bare: Rate }[] = [];
    for (let round = 0; round < rounds; round++) {
      const limits: Rate[] = [];
      for (const clients of clientCounts) limits.push(await runPgbench(target, { script, clients, seconds }));
      runs.push({ limits, bought: await load(connections, buy), bare: await load(connections, bare) });
    }
    const limits = clientCounts.map((_, index) => middle(runs.flatMap((run) => run.limits[index] ?? [])));
    const bought = middle(runs.map((run) => run.bought));
    for (const [index, clients] of clientCounts.entries())
      show(`pgbench, one by one, ${clients} clients`, limits[index]);
    show(`over HTTP, ${connections} connections`, bought);
    show('  the same, an empty answer', middle(runs.map((run) => run.bare)));
    const ratio = bought.perSecond / Math.max(...limits.map(({ perSecond }) => perSecond));
    const aim = connections === 1 ? 0.6 : 1;
    failed ||= ratio < aim;
    console.log(`${ratio < aim ? 'UNDER' : 'ok   '}   ratio ${ratio.toFixed(2)}, at least ${aim.toFixed(2)}`);
  }
  if ((await stockLeft(db, stock)) === 0) throw new Error('The stock ran out: the figures above mean nothing.');
} finally {
  for (const child of children) child.disconnect();
  await close();
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

function start(file: string): ChildProcess {
  const child = fork(path.join(import.meta.dirname, file), { execArgv: ['--import', 'tsx'] });
  children.push(child);
  return child;
}

/** The round of middling speed: others may be using the machine. */
function middle(rates: Rate[]): Rate {
  const sorted = rates.toSorted((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: Number.NaN, p50: Number.NaN, p99: Number.NaN };
}

function show(what: string, rate: Rate | undefined): void {
  if (!rate) return;
  const { perSecond, p50, p99 } = rate;
  const figures = [`${perSecond.toFixed(0)}/s`, `p50 ${p50.toFixed(2)} ms`, `p99 ${p99.toFixed(2)} ms`];
  console.log(`      ${what.padEnd(40)} ${figures.map((figure) => figure.padStart(14)).join(' ')}`);
}
