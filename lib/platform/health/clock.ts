import type { Executor } from '@/db/client';
import { logger } from '@/lib/core/logger';
import { readClock } from './check-readiness.sql';

const offAtMostMs = 5_000;

/**
 * Whether this process has the time of the database, to within 5 s. However long the answer took, it was made between the two moments
 * that it is compared with.
 */
export async function clockIsRight(db: Executor): Promise<boolean> {
  const asked = Date.now();
  const database = (await readClock(db)).getTime();
  const offMs = Math.max(asked - database, database - Date.now(), 0);
  if (offMs <= offAtMostMs) return true;
  logger.error({ offMs: Math.round(offMs) }, "this process' clock is not that of the database");
  return false;
}

/** Why a sweep is not done: another process may have the right time, or this one later. */
export class WrongClock extends Error {
  override name = 'WrongClock';
}
