import type { Executor } from '@/db/client';
import { type Repeating, repeat } from '@/lib/core/repeat';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { addChanges, tryCounterLock, vacuumChanges } from './roll-up.sql';
import { rollUpInput } from './schemas';

/** This many dead rows would slow down every read of what waits, long before autovacuum runs. */
const vacuumAfter = 5_000;
/** What waits costs every read; a second of redeeming at full speed is a few thousand changes. */
const everyMs = 1_000;

/**
 * Adds what redeeming and issuing wrote to the counters, until nothing waits; each step in one transaction, so that a
 * reader finds a change in one place only. Does nothing while another process does it.
 * @returns how many changes it added
 */
export const rollUpCounters = operation(
  null,
  rollUpInput,
  async (ctx: Context<SystemActor>, { atOnce, signal }): Promise<number> => {
    let added = 0;
    for (;;) {
      signal?.throwIfAborted();
      const count = await inTransaction(ctx, ({ db }) => rollUpSome(db, atOnce));
      added += count;
      if (count < atOnce) break;
    }
    return added;
  },
);

/** Rolls up every second until stopped. When nothing waits, a pass is one look into two empty tables. */
export function startRollUps(ctx: Context<SystemActor>): Repeating {
  let dead = 0;
  const pass = async (signal: AbortSignal) => {
    dead += await rollUpCounters(ctx, { signal });
    if (dead <= vacuumAfter) return;
    await vacuumChanges(ctx.db);
    dead = 0;
  };
  return repeat(pass, { everyMs, failure: 'the statistics were not rolled up' });
}

async function rollUpSome(db: Executor, atOnce: number): Promise<number> {
  return (await tryCounterLock(db)) ? addChanges(db, atOnce) : 0;
}
