import { setTimeout as sleep } from 'node:timers/promises';
import { compareBooks } from './books';
import { atMost, type Fault, isSo } from './fault';
import { nothingHeard, settle, startLoad, tally, wrongAnswers } from './load';
import { startDesk, until } from './processes';
import { deskOn, openEmbedded, openWorld, type World } from './world';

const tries = 200;
/** Longer than Postgres lets a transaction do nothing. */
const watchedMs = 8_000;

/** Two desks, one of which is frozen while it is in a transaction. */
export const frozenFault: Fault = {
  name: 'a desk frozen by SIGSTOP within a transaction, next to another',
  needs: [],
  async run(scratch) {
    const embedded = await openEmbedded(scratch);
    const world = await openWorld(embedded);
    const env = deskOn(embedded);
    const [frozen, other] = [await startDesk({ scratch, env }), await startDesk({ scratch, env })];
    const own = nothingHeard();
    const theirs = startLoad({ url: frozen.url, world, heard: own, purchases: 20, coupons: world.coupons.slice(0, 2) });
    await until(() => own.bought.size > 200, 30_000, 'purchases');
    const pid = frozen.child.pid ?? 0;
    await freezeInTransaction(pid, world);
    const heard = nothingHeard();
    const load = startLoad({ url: other.url, world, heard, coupons: world.coupons.slice(0, 2), purchases: 10 });
    await sleep(watchedMs);
    await load.stop();
    process.kill(pid, 'SIGCONT');
    await theirs.stop();
    const slowest = Math.max(...heard.calls.map(({ ms }) => ms));
    await settle({ url: other.url, world, heard });
    for (const key of own.redeemed) heard.redeemed.add(key);
    for (const [reference, pin] of own.bought) heard.bought.set(reference, pin);
    for (const [key, of] of own.openRedemptions) heard.openRedemptions.set(key, of);
    const figures = [
      atMost('the slowest answer of the other desk', slowest / 1000, 5.5, 's'),
      isSo('every answer is done, or says when to ask again', wrongAnswers(heard).length === 0, tally(heard)),
      await compareBooks(world, heard),
    ];
    await Promise.all([frozen.stop(), other.stop()]);
    await world.database.close();
    await embedded.stop();
    return figures;
  },
};

/** Stops and continues it until it stopped with a transaction of its own open. */
async function freezeInTransaction(pid: number, { database }: World): Promise<void> {
  for (let n = 0; n < tries; n += 1) {
    process.kill(pid, 'SIGSTOP');
    await sleep(50);
    const rows = await database.sql`
      select from pg_stat_activity where state like 'idle in transaction%' and xact_start is not null
        and backend_xid is not null and datname = current_database()`;
    if (rows.length > 0) return;
    process.kill(pid, 'SIGCONT');
    await sleep(20 + (n % 7) * 5);
  }
  throw new Error('It was never stopped within a transaction.');
}
