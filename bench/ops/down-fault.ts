import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '@/db/embedded';
import { compareBooks } from './books';
import { atMost, type Fault, isSo } from './fault';
import { type Heard, nothingHeard, settle, startLoad, tally, wrongAnswers } from './load';
import { startDesk, statusOf } from './processes';
import { deskOn, openEmbedded, openWorld } from './world';

const awayMs = 6_000;

/** A database that is stopped, and one that cannot be written to. */
export const downFault: Fault = {
  name: 'the database down, then read-only, under load',
  needs: [],
  async run(scratch) {
    const embedded = await openEmbedded(scratch);
    const world = await openWorld(embedded);
    const desk = await startDesk({ scratch, env: deskOn(embedded) });
    const heard = nothingHeard();
    const load = startLoad({ url: desk.url, world, heard, clients: 24 });
    await sleep(3_000);

    const before = memoryOf(desk.child.pid ?? 0);
    const stopped = performance.now();
    await embedded.stop();
    await sleep(awayMs);
    const readyWhileDown = await statusOf(`${desk.url}/health/ready`);
    const pageWhileDown = await statusOf(`${desk.url}/sign-in`);
    const during = memoryOf(desk.child.pid ?? 0);
    const port = Number(new URL(embedded.url).port);
    await startEmbedded({ dataDir: embedded.dataDir, password: embedded.password, port });
    const back = performance.now();
    await sleep(3_000);
    const down = phase(heard, stopped, back);

    const admin = world.database.sql;
    await admin.unsafe('select 1').catch(() => {});
    const readOnly = performance.now();
    await setReadOnly(embedded.ownerUrl, true);
    await sleep(awayMs / 2);
    const readyWhileReadOnly = await statusOf(`${desk.url}/health/ready`);
    await setReadOnly(embedded.ownerUrl, false);
    const writable = performance.now();
    await sleep(3_000);
    await load.stop();
    const refused = phase(heard, readOnly, writable);
    await settle({ url: desk.url, world, heard });
    const figures = [
      atMost('down: the slowest answer', down.slowest / 1000, 2.2, 's'),
      isSo('down: readiness and pages are 503', readyWhileDown === 503 && pageWhileDown === 503),
      atMost('down: memory more than before', during - before, 60, 'MB'),
      atMost('down: from its return until the next call is done', down.backAfter / 1000, 1, 's'),
      atMost('read-only: the slowest answer', refused.slowest / 1000, 2.2, 's'),
      isSo('read-only: readiness is 503', readyWhileReadOnly === 503),
      atMost('read-only: until the next call is done', refused.backAfter / 1000, 1, 's'),
      isSo('every answer is done, or says when to ask again', wrongAnswers(heard).length === 0, tally(heard)),
      await compareBooks(world, heard),
    ];
    await desk.stop();
    await world.database.close();
    await embedded.stop();
    return figures;
  },
};

/** The slowest answer of what was sent meanwhile, and how long after it the first was done. */
function phase({ calls }: Heard, from: number, to: number): { slowest: number; backAfter: number } {
  const sent = calls.filter(({ at }) => at >= from && at < to);
  const done = calls.filter(({ kind, at, ms }) => kind === 'done' && at + ms > to).map(({ at, ms }) => at + ms - to);
  return { slowest: Math.max(0, ...sent.map(({ ms }) => ms)), backAfter: Math.min(Number.POSITIVE_INFINITY, ...done) };
}

async function setReadOnly(url: string, isReadOnly: boolean): Promise<void> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const name = new URL(url).pathname.slice(1);
  await sql.unsafe('set transaction_read_only = off').catch(() => {});
  await sql.begin('read write', (tx) =>
    tx.unsafe(`alter database "${name}" set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`),
  );
  // Sessions that are open keep what they began with.
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()
    and usename = 'coupon_desk_app'`;
  await sql.end();
}

/** In megabytes, as the system counts what is in memory. */
function memoryOf(pid: number): number {
  const found = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  const kilobytes =
    Number(found.stdout) ||
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path.join('/proc', String(pid), 'status'), 'utf8'))?.[1]);
  return Math.round(kilobytes / 1024);
}
