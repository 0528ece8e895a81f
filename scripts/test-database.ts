import { spawn } from 'node:child_process';
import { getTestDatabase } from '@/db/client';
import { programFile } from '@/lib/platform/process/program-file';
import { testModeEnvironment } from '@/lib/platform/test-mode/environment';
import { isTestDatabase } from '@/lib/platform/test-mode/is-test-database';

const program = programFile('scripts/prepare-test-database');

/**
 * Brings the database of test mode to this build's schema and fills it, where there is one and it is not there yet. False when it
 * could not be: that process has said why. An aborted `signal` ends it; the next time goes on.
 *
 * @param ownerUrl as the role that owns its tables; without it, the desk's own role of test mode does everything
 */
export async function prepareTestDatabase(
  ownerUrl = process.env.TEST_MODE_MIGRATION_DATABASE_URL || undefined,
  signal?: AbortSignal,
): Promise<boolean> {
  const env = testModeEnvironment();
  const db = getTestDatabase();
  if (!env || !db) return true;
  if (await isTestDatabase(db)) return true;
  const owner = { MIGRATION_DATABASE_URL: ownerUrl ?? '' };
  // A command's work has no time limit, and neither has this.
  const child = spawn(process.execPath, [...process.execArgv, program], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env, ...owner },
    ...(signal ? { signal } : {}),
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
