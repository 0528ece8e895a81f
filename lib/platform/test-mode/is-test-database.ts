import type { Executor } from '@/db/client';
import { migrationsAreCurrent } from '@/db/migrate';
import { readAhead } from './test-clock.sql';

/** Whether it is one of test mode, with this build's schema: no live one has the clock. False as well when it does not answer. */
export async function isTestDatabase(db: Executor): Promise<boolean> {
  try {
    if (!(await migrationsAreCurrent(db))) return false;
    await readAhead(db);
    return true;
  } catch {
    return false;
  }
}
