import { setTimeout as sleep } from 'node:timers/promises';
import { compareBooks } from './books';
import { type Fault, isSo } from './fault';
import { nothingHeard } from './load';
import { startDesk, statusOf, until } from './processes';
import { programOf } from './programs';
import { deskOn, openEmbedded, openWorld } from './world';

const sweptWithinMs = 15_000;

/** A desk whose clock is not that of its database. */
export const clockFault: Fault = {
  name: 'a clock that is 60 s ahead, by faketime',
  needs: ['faketime'],
  async run(scratch) {
    const embedded = await openEmbedded(scratch);
    const world = await openWorld(embedded);
    const env = deskOn(embedded);
    const under = [programOf('faketime'), '-f', '+60s'];
    const off = await startDesk({ scratch, env: { ...env, FAKETIME_DONT_FAKE_MONOTONIC: '1' }, under }, 0);
    await until(async () => (await statusOf(`${off.url}/health/live`)) === 200, 90_000, 'the desk whose clock is off');
    const ready = await fetch(`${off.url}/health/ready`);
    const said = (await ready.json()) as { clock: boolean; database: boolean };
    const key = 'held-by-the-clock';
    const held = await fetch(`${off.url}/api/v1/redemptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.apiKey}`, 'idempotency-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ code: world.coupons[0]?.code, user: { id: 'clock' }, hold_seconds: 60 }),
    });
    const { id } = (await held.json()) as { id: number };
    const { sql } = world.database;
    await sql`update redemptions set hold_expires_at = now() - interval '1 minute' where id = ${id}`;
    const stateOf = async () => (await sql`select state from redemptions where id = ${id}`)[0]?.state as string;
    await sleep(sweptWithinMs);
    const left = await stateOf();
    await off.stop();
    const right = await startDesk({ scratch, env });
    const tookMs = await until(async () => (await stateOf()) === 'lapsed', sweptWithinMs, 'the hold to be given back');
    const figures = [
      isSo('/health/ready is 503, and says that it is the clock', ready.status === 503 && said.database && !said.clock),
      isSo(`it gives no hold back in ${sweptWithinMs / 1000} s`, left === 'held', left),
      isSo('a desk with the right time does', true, `${(tookMs / 1000).toFixed(1)} s after its start`),
      await compareBooks(world, nothingHeard()),
    ];
    await right.stop();
    await world.database.close();
    await embedded.stop();
    return figures;
  },
};
