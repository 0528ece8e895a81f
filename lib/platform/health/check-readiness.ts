import type { Executor } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { logger } from '@/lib/core/logger';
import { checkKeys, WrongKeys } from '@/lib/platform/keys/check-keys';
import { assertAnswers } from './check-readiness.sql';

export type Readiness = { status: 'ok' | 'unready'; database: boolean; migrations: boolean; keys: boolean };

/** Ready: the database answers, has every migration of this build, and was written with the keys of this process. */
export async function checkReadiness(db: Executor): Promise<Readiness> {
  try {
    await assertAnswers(db);
    const migrations = await migrationsAreCurrent(db);
    const keys = migrations && (await keysMatch(db));
    return { status: migrations && keys ? 'ok' : 'unready', database: true, migrations, keys };
  } catch (error) {
    logger.error({ err: error }, 'not ready');
    return { status: 'unready', database: false, migrations: false, keys: false };
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
