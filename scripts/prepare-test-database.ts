import { closeDatabase, createDatabase, getDatabase } from '@/db/client';
import { isTestMode } from '@/lib/core/env';
import { fillTestDatabase } from '@/lib/domain/sales/test-mode/fill-test-database';
import { systemContext } from '@/lib/platform/context/context';
import { createTestClock } from '@/lib/platform/test-mode/test-clock.sql';
import { explain } from './explain';
import { prepareDatabase } from './prepare-database';

// In a process of its own, because a process has the keys of one database: `test-database.ts` starts it with those of test mode.
try {
  if (!isTestMode()) throw new Error('This is run by `npm run up` and `npm run migrate`.');
  const url = process.env.DATABASE_URL ?? '';
  await prepareDatabase(url);
  // Only now: the keys of test mode are those of this database, and so it is no live one.
  const { sql, close } = createDatabase(process.env.MIGRATION_DATABASE_URL || url, { max: 1 });
  await createTestClock(sql, decodeURIComponent(new URL(url).username)).finally(close);
  await fillTestDatabase(systemContext(getDatabase(), 'Test mode'));
} catch (error) {
  console.error(`The database of test mode was not prepared: ${explain(error)}`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
