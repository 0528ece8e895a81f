import { setTimeout as sleep } from 'node:timers/promises';
import { compareBooks } from './books';
import { atMost, type Fault } from './fault';
import { countOf, nothingHeard, startLoad, tally } from './load';
import { startDesk, until } from './processes';
import { startHaproxy } from './servers';
import { deskOn, openEmbedded, openWorld } from './world';

const calls = 8_000;

/** Two desks behind HAProxy, one after the other restarted, and no request sent twice. */
export const rollingFault: Fault = {
  name: 'rolling restart of two desks behind HAProxy without retries',
  needs: ['haproxy'],
  async run(scratch) {
    const embedded = await openEmbedded(scratch);
    const world = await openWorld(embedded);
    const env = deskOn(embedded);
    let one = await startDesk({ scratch, env });
    let other = await startDesk({ scratch, env });
    const proxy = await startHaproxy(scratch, [one.port, other.port]);
    const heard = nothingHeard();
    const load = startLoad({ url: proxy.url, world, heard, clients: 32, pauseMs: 60 });
    await sleep(1_000);
    await one.stop();
    one = await startDesk({ scratch, env: { ...env, PORT: String(one.port) } });
    // HAProxy asks twice a second.
    await sleep(1_500);
    await other.stop();
    other = await startDesk({ scratch, env: { ...env, PORT: String(other.port) } });
    await until(() => heard.calls.length >= calls, 120_000, `${calls} requests`);
    await load.stop();
    const sent = heard.calls.length;
    const figures = [
      atMost(`failed of ${sent.toLocaleString('en-US')} requests`, sent - countOf(heard, 'done'), 0),
      await compareBooks(world, heard),
    ];
    if (countOf(heard, 'done') < sent) console.error(`    ${tally(heard)}`);
    await Promise.all([one.stop(), other.stop(), proxy.run.stop()]);
    await world.database.close();
    await embedded.stop();
    return figures;
  },
};
