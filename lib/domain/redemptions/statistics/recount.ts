import { withAdvisoryLock } from '@/db/advisory-lock';
import type { Executor } from '@/db/client';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import {
  type CounterDifference,
  comparedTables,
  countDifferences,
  listDifferences,
  repairCounters,
} from './counter-differences.sql';
import { countRows } from './recount.sql';
import { addChanges, counterLock } from './roll-up.sql';
import { recountInput } from './schemas';

const shownDifferences = 100;
const changesAtOnce = 20_000;

/** `differing`: how many counters are wrong; `differences` lists at most a hundred of them. */
type Recount = { counters: number; differing: number; differences: CounterDifference[] };

/**
 * Rolls up what waits, counts everything again from the rows and compares, all in one snapshot: redeeming goes on
 * meanwhile. With `repair` the new counts replace the counters that are wrong.
 */
export const recount = operation(
  null,
  recountInput,
  (ctx: Context<SystemActor>, { repair }): Promise<Recount> =>
    // Before the transaction: its snapshot has to be younger than the last roll-up.
    withAdvisoryLock(ctx.db, counterLock, () =>
      ctx.db.transaction(
        async (tx) => {
          while ((await addChanges(tx, changesAtOnce)) === changesAtOnce);
          await countRows(tx);
          return compare(tx, repair);
        },
        { isolationLevel: 'repeatable read' },
      ),
    ),
);

async function compare(tx: Executor, repair: boolean): Promise<Recount> {
  const result: Recount = { counters: 0, differing: 0, differences: [] };
  for (const table of comparedTables) {
    const { counters, differing } = await countDifferences(tx, table);
    result.counters += counters;
    if (differing === 0) continue;
    result.differing += differing;
    result.differences.push(...(await listDifferences(tx, table, shownDifferences)));
    if (repair) await repairCounters(tx, table);
  }
  result.differences.sort((one, other) => (one.counter < other.counter ? -1 : 1)).splice(shownDifferences);
  return result;
}
