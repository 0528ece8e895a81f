import type { Executor } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { logger } from '@/lib/core/logger';
import { within } from '@/lib/core/within';
import { checkKeys, WrongKeys } from '@/lib/platform/keys/check-keys';
import { assertAnswers, assertWrites } from './check-readiness.sql';

export type Readiness = {
  status: 'ok' | 'unready';
  database: boolean;
  writes: boolean;
  migrations: boolean;
  keys: boolean;
};

const answeredWithinMs = 1_500;

/** Ready: the database answers and can be written to, has every migration of this build, and was written with the keys of this process. */
export async function checkReadiness(db: Executor): Promise<Readiness> {
  try {
    return await within(answeredWithinMs, readReadiness(db));
  } catch (error) {
    logger.error({ err: error }, 'not ready');
    return { status: 'unready', database: false, writes: false, migrations: false, keys: false };
  }
}

async function readReadiness(db: Executor): Promise<Readiness> {
  await assertAnswers(db);
  const migrations = await migrationsAreCurrent(db);
  const keys = migrations && (await keysMatch(db));
  const writes = migrations && (await canWrite(db));
  return { status: keys && writes ? 'ok' : 'unready', database: true, writes, migrations, keys };
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
