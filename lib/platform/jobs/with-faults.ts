import { logger } from '@/lib/core/logger';

const faultsBeforeGivingUp = 5;

/** The work was cancelled, or another run of it has begun: what this one writes is not of it any more. */
export class Superseded extends Error {}

type Faults = {
  signal: AbortSignal | undefined;
  /** Writes that there is one more, and gives how many there are since the work last went on. @throws Superseded */
  count: () => Promise<number>;
  /** Writes that the work ends without being done. @throws Superseded */
  giveUp: () => Promise<void>;
  /** What the log calls it. */
  named: Record<string, number>;
};

/** Runs work that is kept in a row: a fault is tried again by the queue, and after a few the row says that it failed. */
export async function withFaults({ signal, count, giveUp, named }: Faults, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Superseded) return;
    if (signal?.aborted) throw error;
    let isLast = false;
    try {
      isLast = (await count()) >= faultsBeforeGivingUp;
      if (isLast) await giveUp();
    } catch (late) {
      if (late instanceof Superseded) return;
      throw late;
    }
    if (!isLast) throw error;
    logger.error({ err: error, ...named }, 'work in the background was given up');
  }
}
