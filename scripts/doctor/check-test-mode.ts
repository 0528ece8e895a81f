import { createDatabase } from '@/db/client';
import { isTestDatabase } from '@/lib/platform/test-mode/is-test-database';
import { type Finding, ok, warning } from './finding';

/** Whether the database of test mode is there and has this build's schema. Changes nothing. */
export async function checkTestMode(url: string | undefined, socket: string | undefined): Promise<Finding> {
  const about = 'Test mode';
  if (!url) return ok(about, 'Off: TEST_MODE_DATABASE_URL is not set.');
  // What it has to be is said of every variable.
  if (!URL.canParse(url))
    return warning(about, 'TEST_MODE_DATABASE_URL is no address.', '.env.example says what it takes.');
  const { db, close } = createDatabase(url, { max: 1, socket });
  try {
    if (await isTestDatabase(db)) return ok(about, 'Its database has every migration of this build.');
  } finally {
    await close();
  }
  return warning(
    about,
    'Its database cannot be reached, is none of test mode, or lacks migrations of this build: test keys are refused.',
    'npm run migrate, or the next `npm run up`, prepares it.',
  );
}
