import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { logger } from '@/lib/core/logger';

export type Readiness = { status: 'ok' | 'unready'; database: boolean; migrations: boolean };

/** Ready: the database answers, and every migration of this build has been applied to it. */
export async function checkReadiness(db: Executor): Promise<Readiness> {
  try {
    await db.execute(sql`select 1`);
    const migrations = await migrationsAreCurrent(db);
    return { status: migrations ? 'ok' : 'unready', database: true, migrations };
  } catch (error) {
    logger.error({ err: error }, 'not ready');
    return { status: 'unready', database: false, migrations: false };
  }
}
