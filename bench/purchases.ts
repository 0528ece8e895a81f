import { once } from 'node:events';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { makeBuyer, makeStock, stockLeft } from '@/lib/domain/sales/sales/testing';
import { systemContext } from '@/lib/platform/context/context';
import type { Load } from './load-generator';
import { openBench } from './open-bench';
import { type Rate, runPgbench } from './pgbench';
import { purchaseScript } from './purchase-script';

/**
 * `node --import tsx bench/purchases.ts [seconds a run]`: purchases from stock over HTTP, next to pgbench with the
 * same statements one by one on the same database in the same run.
 */
type Call = Pick<Load, 'method' | 'path' | 'bodies'>;

const seconds = Number(process.argv[2] ?? 5);
const rounds = 3;
const integrators = 32;

const bench = await openBench();
const { db, sql } = bench;
let failed = false;

try {
  const stock = await makeStock(db, 0, { value: 'bench' });
  const codes = Math.ceil(seconds * rounds * 12_000);
  const ctx = systemContext(db, 'bench');
  const batch = await requestBatch(ctx, { couponId: stock.couponId, count: codes });
  await issueBatch(ctx, { batchId: batch.id });
  const buyers = await Promise.all(Array.from({ length: integrators }, () => makeBuyer(db, 1e11)));

  const { port } = await bench.serve();
  const clients = bench.start('load-generator.ts');
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
  const target = { url: bench.embedded.ownerUrl, socket: bench.embedded.socket };

  // A connection keeps its plans for foreign keys: made on empty tables, they would read each table in full.
  await load(8, buy);
  await sql`vacuum analyze`;
  console.log(
    `Purchases from stock, ${rounds} rounds of ${seconds} s, medians; ${integrators} integrators, one product`,
  );
  for (const connections of [1, 32, 128]) {
    // pgbench is fastest with few clients on few cores: the better of two is what HTTP is compared with.
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
  await bench.close();
}
process.exitCode = failed ? 1 : 0;

/** The median round: other work may be using the machine. */
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
