import DataLoader from 'dataloader';
import { databaseFault } from './database-errors';

export type SharedStatementOptions<Item, Result> = {
  /** Runs one statement for all items and answers in their order. It must be one transaction: all or nothing. */
  run: (items: readonly Item[]) => Promise<Result[]>;
  maxItems?: number;
  maxInFlight?: number;
  /** Whether what waited for a lock too long is run again one by one: not where all items need the same lock. */
  splitsWhenBusy?: boolean;
};

/**
 * Lets callers that arrive together share one statement and one commit. A single caller does not wait; callers queue only
 * while `maxInFlight` statements are under way. A statement that Postgres refused as a whole is run again one by one, so
 * that one bad item never sinks the others.
 */
export function shareStatement<Item, Result>(options: SharedStatementOptions<Item, Result>) {
  const { run, maxItems = 256, maxInFlight = 2, splitsWhenBusy = true } = options;
  const waiting: (() => void)[] = [];
  let inFlight = 0;

  const loader = new DataLoader<Item, Result>(
    async (items) => {
      try {
        return await run(items);
      } catch (error) {
        if (items.length === 1 || !canBeOne(error, splitsWhenBusy)) throw error;
        return await Promise.all(items.map((item) => runAlone(item)));
      } finally {
        inFlight -= 1;
        const next = waiting.shift();
        if (next) start(next);
      }
    },
    { cache: false, maxBatchSize: maxItems, batchScheduleFn: (dispatch) => schedule(dispatch) },
  );

  function schedule(dispatch: () => void): void {
    if (inFlight < maxInFlight) start(() => setImmediate(dispatch));
    else waiting.push(dispatch);
  }

  function start(dispatch: () => void): void {
    inFlight += 1;
    dispatch();
  }

  async function runAlone(item: Item): Promise<Result | Error> {
    try {
      const [result] = await run([item]);
      return result as Result;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  return (item: Item): Promise<Result> => loader.load(item);
}

/** Whether what Postgres refused can be the fault of one item. After a cut connection the outcome is not known. */
function canBeOne(error: unknown, splitsWhenBusy: boolean): boolean {
  const fault = databaseFault(error);
  return fault === 'undone' || (fault === 'contended' && splitsWhenBusy);
}
