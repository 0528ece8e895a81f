import { setTimeout as sleep } from 'node:timers/promises';
import { compareBooks } from './books';
import { atMost, type Fault, isSo } from './fault';
import { countOf, nothingHeard, p99, settle, startLoad, tally, wrongAnswers } from './load';
import { startDesk } from './processes';
import { deskOn, openEmbedded, openWorld } from './world';

const heldMs = 12_000;

/** A coupon that somebody holds, and clients that want it next to those that want others. */
export const rowFault: Fault = {
  name: 'one coupon locked for 12 s',
  needs: [],
  async run(scratch) {
    const embedded = await openEmbedded(scratch);
    const world = await openWorld(embedded);
    const desk = await startDesk({ scratch, env: deskOn(embedded) });
    const [wanted, ...others] = world.coupons;
    if (!wanted) throw new Error('There is no coupon.');
    const warm = nothingHeard();
    await startLoad({ url: desk.url, world, heard: warm, purchases: 0, calls: 1_000 }).ended;
    const calm = nothingHeard();
    const paced = { clients: 8, purchases: 0, pauseMs: 30, coupons: others };
    await startLoad({ url: desk.url, world, heard: calm, calls: 1_000, ...paced }).ended;
    const [ofHeld, ofOthers] = [nothingHeard(), nothingHeard()];
    const loads = [startLoad({ url: desk.url, world, heard: ofHeld, clients: 8, purchases: 0, coupons: [wanted] })];
    await world.database.sql.begin(async (tx) => {
      await tx`select from coupons where id = ${wanted.id} for update`;
      await sleep(500);
      const load = startLoad({ url: desk.url, world, heard: ofOthers, ...paced });
      await sleep(heldMs);
      await load.stop();
    });
    await sleep(500);
    await Promise.all(loads.map((load) => load.stop()));
    await settle({ url: desk.url, world, heard: ofHeld });
    const heard = nothingHeard();
    for (const one of [warm, calm, ofHeld, ofOthers]) for (const key of one.redeemed) heard.redeemed.add(key);
    const figures = [
      atMost(
        `p99 of ${countOf(ofOthers, 'done')} redeems of other coupons (${p99(calm.calls.map(({ ms }) => ms)).toFixed(0)} ms without the lock)`,
        p99(ofOthers.calls.map(({ ms }) => ms)),
        100,
        'ms',
      ),
      atMost('not done of them', wrongAnswers(ofOthers).length + countOf(ofOthers, 'again'), 0),
      isSo('of the held coupon: done, or when to ask again', wrongAnswers(ofHeld).length === 0, tally(ofHeld)),
      await compareBooks(world, heard),
    ];
    await desk.stop();
    await world.database.close();
    await embedded.stop();
    return figures;
  },
};
