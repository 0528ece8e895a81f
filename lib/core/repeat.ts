import { logger } from './logger';

export type Repeating = { stop: () => Promise<void> };

type RepeatOptions = {
  /** From the end of one pass to the beginning of the next. */
  everyMs: number;
  /** What is logged when a pass fails; the next one comes nevertheless. */
  failure: string;
};

/** Runs `pass` at once and then at intervals, never two at a time. `stop` waits for the one that is running. */
export function repeat(
  pass: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, failure }: RepeatOptions,
): Repeating {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout;
  let current = Promise.resolve();
  const begin = () => {
    current = pass(stopping.signal).then(
      () => {},
      (error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error }, failure);
      },
    );
    void current.then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(begin, everyMs);
    });
  };
  timer = setTimeout(begin, 0);
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await current;
    },
  };
}
