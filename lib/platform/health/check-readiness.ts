import type { Executor } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { logger } from '@/lib/core/logger';
import { within } from '@/lib/core/within';
import { checkKeys, WrongKeys } from '@/lib/platform/keys/check-keys';
import { assertWrites } from './check-readiness.sql';
import { clockIsRight } from './clock';
import { isStopping } from './stopping';

export type Readiness = {
  status: 'ok' | 'unready';
  database: boolean;
  writes: boolean;
  migrations: boolean;
  keys: boolean;
  /** Whether this process' clock is that of the database: what is valid from and until when is decided by it. */
  clock: boolean;
  /** The process ends soon: requests are still answered, and new ones are for others. */
  stopping: boolean;
};

const answeredWithinMs = 1_500;

/**
 * Ready: the database answers and can be written to, has every migration of this build and the time of this process, and was written
 * with its keys; and the process does not stop.
 */
export async function checkReadiness(db: Executor): Promise<Readiness> {
  try {
    return await within(answeredWithinMs, readReadiness(db));
  } catch (error) {
    logger.error({ err: error }, 'not ready');
    const unknown = { writes: false, migrations: false, keys: false, clock: false };
    return { status: 'unready', database: false, ...unknown, stopping: isStopping() };
  }
}

async function readReadiness(db: Executor): Promise<Readiness> {
  const clock = await clockIsRight(db);
  const migrations = await migrationsAreCurrent(db);
  const keys = migrations && (await keysMatch(db));
  const writes = migrations && (await canWrite(db));
  const stopping = isStopping();
  const status = keys && writes && clock && !stopping ? 'ok' : 'unready';
  return { status, database: true, writes, migrations, keys, clock, stopping };
}

async function canWrite(db: Executor): Promise<boolean> {
  try {
    await assertWrites(db);
    return true;
  } catch (error) {
    logger.error({ err: error }, 'the database cannot be written to');
    return false;
  }
}

async function keysMatch(db: Executor): Promise<boolean> {
  try {
    await checkKeys(db);
    return true;
  } catch (error) {
    if (!(error instanceof WrongKeys)) throw error;
    logger.error({ reason: error.message }, 'wrong keys');
    return false;
  }
}
