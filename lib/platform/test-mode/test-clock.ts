import type { Executor } from '@/db/client';
import { Conflict } from '@/lib/core/errors';
import { type Repeating, repeat } from '@/lib/core/repeat';
import { setAhead } from '@/lib/platform/context/process-clock';
import { addAhead, readAhead, resetAhead } from './test-clock.sql';

const everyMs = 1_000;
const mostMs = 10 * 366 * 24 * 60 * 60 * 1_000;

/** The clock of a process whose time can be moved. */
export type MovableClock = {
  /** How far it is ahead of the real time, in milliseconds. */
  read: () => Promise<number>;
  /** @throws Conflict `too_far`: more than ten years ahead */
  advance: (byMs: number) => Promise<number>;
  reset: () => Promise<number>;
};

/** The clock of test mode, kept in its database. `taken` is called with what was read or moved. */
export function openTestClock(database: () => Executor, taken = setAhead): MovableClock {
  const take = (ahead: number) => {
    taken(ahead);
    return ahead;
  };
  return {
    read: async () => take(await readAhead(database())),
    async advance(byMs) {
      const ahead = await addAhead(database(), { byMs, mostMs });
      if (ahead === null) throw new Conflict('too_far', 'The clock of test mode can be at most ten years ahead.');
      return take(ahead);
    },
    async reset() {
      await resetAhead(database());
      return take(0);
    },
  };
}

/** Processes that did not move it themselves follow within a second. */
export const followTestClock = ({ read }: MovableClock): Repeating =>
  repeat(read, { everyMs, failure: 'the clock of test mode was not read' });
