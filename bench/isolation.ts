import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createDatabase } from '@/db/client';
import type { Load } from './load-generator';
import type { Rate } from './pgbench';
import { startDesk } from './security/desk';

/**
 * `node --import tsx bench/isolation.ts [readers] [seconds]`: checks of a coupon alone, and next to people who read the list of coupons
 * and next to readers of `/docs`, in the product as it is started. Clients, processes and database share this machine.
 */
const readers = Number(process.argv[2] ?? 8);
const seconds = Number(process.argv[3] ?? 8);
const clients = 32;
const aim = 0.5;

const desk = await startDesk();
const generators: ChildProcess[] = [];
try {
  const { db, close } = createDatabase(desk.databaseUrl, { max: 1 });
  await db.execute('update api_keys set requests_per_minute = 6000000');
  await close();
  const port = Number(new URL(desk.url).port);
  const check: Load = {
    port,
    connections: clients,
    seconds,
    method: 'POST',
    path: '/api/v1/redemptions/check',
    headers: { authorization: `Bearer ${desk.apiKey}` },
    bodies: [JSON.stringify({ code: 'WELCOME25', user: { id: 'bench' } })],
  };
  await load({ ...check, seconds: 2 });
  const alone = await load(check);
  show('checks alone', alone.perSecond);
  const pagesAlone = await readPages('/coupons', async () => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  });
  show(`${readers} readers of the coupons alone`, pagesAlone.perSecond);
  for (const page of ['/coupons', '/docs']) {
    let checks: Rate = alone;
    const pages = await readPages(page, async () => {
      checks = await load(check);
    });
    const ratio = checks.perSecond / alone.perSecond;
    show(`checks next to ${readers} readers of ${page}`, checks.perSecond, `${ratio.toFixed(2)} times, aim ${aim}`);
    show('  and their pages', pages.perSecond);
    if (ratio < aim) process.exitCode = 1;
  }
} finally {
  for (const generator of generators) generator.disconnect();
  desk.close();
}

async function load(of: Load): Promise<Rate> {
  const generator = fork(path.join(import.meta.dirname, 'load-generator.ts'), { execArgv: ['--import', 'tsx'] });
  generators.push(generator);
  generator.send(of);
  return ((await once(generator, 'message')) as [Rate])[0];
}

/** Each reads the page again and again while the work goes on. */
async function readPages(page: string, work: () => Promise<void>): Promise<{ perSecond: number }> {
  let [read, done] = [0, false];
  const started = performance.now();
  const reading = Array.from({ length: readers }, async () => {
    while (!done) {
      const answer = await fetch(desk.url + page, { headers: { cookie: desk.cookies.admin } });
      if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}.`);
      await answer.arrayBuffer();
      read += 1;
    }
  });
  await work();
  done = true;
  await Promise.all(reading);
  return { perSecond: (read * 1000) / (performance.now() - started) };
}

function show(what: string, perSecond: number, more = ''): void {
  console.log(`${what.padEnd(44)} ${perSecond.toFixed(1).padStart(8)}/s   ${more}`);
}
