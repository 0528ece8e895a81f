import { readdirSync, readFileSync } from 'node:fs';
import { createApp } from '@/lib/api/app';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { median } from './measure';
import { openBench } from './open-bench';

/**
 * `node --import tsx bench/requests.ts [slices] [seconds]`: what keeping each request costs a redeem. Slices of redeems, 32 at a
 * time, without it and with it in turn in one run, so that a busy machine slows both alike; what was kept is written within the
 * slice. Processor time is that of this process and of Postgres, and needs /proc. No socket is between: a redeem over one costs
 * more, and the share is smaller.
 */
const slices = Number(process.argv[2] ?? 20);
const sliceMs = Number(process.argv[3] ?? 2) * 1_000;
const atOnce = 32;

const bench = await openBench();
const { db } = bench;

try {
  const platform = await makeKeyContext(db, ['redemptions:read', 'redemptions:write']);
  const { code } = await makeCoupon(db);
  const dependencies = { database: () => db, now: () => new Date() };
  const apps = {
    without: createApp({ ...dependencies, onCall: () => undefined }),
    with: createApp(dependencies),
  };
  const headers = { authorization: `Bearer ${platform.key}`, 'content-type': 'application/json' };
  let user = 0;

  const [backend] = await bench.sql`select pg_backend_pid() as pid`;
  const postmaster = Number(statOf(String(backend?.pid))[1]);

  /** Microseconds of this process, and of Postgres. */
  function processorTime() {
    const { user, system } = process.cpuUsage();
    const ticks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf);
    const own = ticks.filter((stat) => Number(stat[1]) === postmaster);
    return {
      app: user + system,
      postgres: own.reduce((sum, stat) => sum + Number(stat[11]) + Number(stat[12]), 0) * 10_000,
    };
  }

  type Slice = { perSecond: number; app: number; postgres: number };

  async function redeemAWhile(app: ReturnType<typeof createApp>): Promise<Slice> {
    const begun = performance.now();
    const before = processorTime();
    let done = 0;
    const one = async () => {
      while (performance.now() - begun < sliceMs) {
        user += 1;
        const body = JSON.stringify({ code, user: { id: `user-${user}` } });
        const own = { ...headers, 'idempotency-key': `bench-${user}` };
        const answer = await app.request('/api/v1/redemptions', { method: 'POST', headers: own, body });
        await answer.text();
        if (answer.status !== 201) throw new Error(`It answered ${answer.status}.`);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    await flushCalls(db);
    const after = processorTime();
    return {
      perSecond: done / ((performance.now() - begun) / 1_000),
      app: (after.app - before.app) / done,
      postgres: (after.postgres - before.postgres) / done,
    };
  }

  await redeemAWhile(apps.without);
  await redeemAWhile(apps.with);
  const measured = { without: [] as Slice[], with: [] as Slice[] };
  for (let slice = 0; slice < slices; slice += 1) {
    // Who is first is not always the same.
    const order = slice % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const);
    for (const name of order) measured[name].push(await redeemAWhile(apps[name]));
  }
  console.log(
    `redeems, ${atOnce} at once, ${slices} slices of ${sliceMs / 1_000} s each, with / without keeping requests`,
  );
  for (const name of ['perSecond', 'app', 'postgres'] as const) {
    const [kept, bare] = [measured.with, measured.without].map((list) => median(list.map((slice) => slice[name])));
    const unit = name === 'perSecond' ? 'a second' : `µs of ${name}`;
    console.log(`  ${kept?.toFixed(0)} / ${bare?.toFixed(0)} ${unit}: ${((kept ?? 0) / (bare ?? 1)).toFixed(3)}`);
  }
} finally {
  await bench.close();
}

/** The fields of a process's stat from its state on; none of one that has ended. */
function statOf(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
