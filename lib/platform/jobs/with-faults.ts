import { logger } from '@/lib/core/logger';

const faultsBeforeGivingUp = 5;

/** The work was cancelled, or another run of it has begun: what this one writes is not of it any more. */
export class Superseded extends Error {}

type Faults = {
  /** How many runs ended in one before. */
  faults: number;
  signal: AbortSignal | undefined;
  /** Writes how many there are now; after the last one the work is given up. @throws Superseded */
  keep: (faults: number, isLast: boolean) => Promise<void>;
  /** What the log calls it. */
  named: Record<string, number>;
};

/** Runs work that is kept in a row: a fault is tried again by the queue, and after a few the row says that it failed. */
export async function withFaults({ faults: before, signal, keep, named }: Faults, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Superseded) return;
    if (signal?.aborted) throw error;
    const faults = before + 1;
    const isLast = faults >= faultsBeforeGivingUp;
    try {
      await keep(faults, isLast);
    } catch (late) {
      if (late instanceof Superseded) return;
      throw late;
    }
    if (!isLast) throw error;
    logger.error({ err: error, ...named }, 'work in the background was given up');
  }
}
