import { databaseFault } from './database-errors';
import { Busy } from './errors';
import { shareStatement } from './share-statement';

/** How long one waits for those that wait for a row, or for a place among them; its own wait comes on top. */
export const patienceMs = 3_000;

export type WaitByKey<Item, Result> = (
  key: string,
  item: Item,
  /** Tried once more, with others, when what others wait for has ended. */
  again: () => Promise<Result | undefined>,
) => Promise<Result>;

type Limits = { atOnce: number; patienceMs: number };
type Queue<Item, Result> = { ask: (item: Item) => Promise<Result>; pending: number; running?: Promise<unknown> };

/**
 * What waits for a row that somebody else holds, apart from everything that does not: one statement at a time for each key, which
 * carries all that were waiting when it began, and `atOnce` keys together. What comes while it runs is tried again once it ends, and
 * waits itself only when it has to. @throws Busy with nothing done, when there was no place, or those before it gave up
 */
export function waitByKey<Item, Result>({
  run,
  atOnce,
  patienceMs,
}: Limits & { run: (items: readonly Item[]) => Promise<Result[]> }): WaitByKey<Item, Result> {
  const queues = new Map<string, Queue<Item, Result>>();
  const takePlace = limitPlaces({ atOnce, patienceMs });

  function queueOf(key: string): Queue<Item, Result> {
    const known = queues.get(key);
    if (known) return known;
    const queue: Queue<Item, Result> = {
      ask: shareStatement({ run: runAlone, maxInFlight: 1, splitsWhenBusy: false }),
      pending: 0,
    };
    queues.set(key, queue);
    return queue;

    function runAlone(items: readonly Item[]): Promise<Result[]> {
      const running = takePlace(() => run(items));
      queue.running = running;
      return running.finally(() => {
        delete queue.running;
      });
    }
  }

  async function wait(key: string, item: Item): Promise<Result> {
    const queue = queueOf(key);
    queue.pending += 1;
    try {
      return await queue.ask(item);
    } finally {
      queue.pending -= 1;
      if (queue.pending === 0 && queues.get(key) === queue) queues.delete(key);
    }
  }

  return async (key, item, again) => {
    const running = queues.get(key)?.running;
    if (!running) return wait(key, item);
    const started = performance.now();
    const gaveUp = await running.then(
      () => false,
      (error: unknown) => databaseFault(error) === 'contended',
    );
    const result = await again();
    if (result !== undefined) return result;
    // It waited for one that did not get the row either.
    if (gaveUp && performance.now() - started > patienceMs) throw new Busy();
    return wait(key, item);
  };
}

/** At most `atOnce` at a time; who waits for one longer than `patienceMs` is refused, with nothing done. */
export function limitPlaces({ atOnce, patienceMs }: Limits) {
  let free = atOnce;
  const waiting: (() => void)[] = [];

  function place(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const take = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(new Busy());
      }, patienceMs);
      waiting.push(take);
    });
  }

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await place();
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/**
 * For `run` of statements that carry one item each: what one answers, or why it was refused. Once one waited for the row as long as
 * it could, the others are refused with it.
 */
export async function oneAfterTheOther<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const answers: (Result | Error)[] = [];
  let gaveUp: Error | undefined;
  for (const item of items) {
    const answer: Result | Error =
      gaveUp ??
      (await run(item).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
    if (answer instanceof Error && databaseFault(answer) === 'contended') gaveUp = answer;
    answers.push(answer);
  }
  // What is an error is thrown to whom it concerns.
  return answers as Result[];
}
