import { getTestDatabase } from '@/db/client';
import { Conflict } from '@/lib/core/errors';
import { actorName, type SystemActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { isTestDatabase } from '@/lib/platform/test-mode/is-test-database';

/** Null where there is no test mode, and until its database has this build's schema. */
export async function findTestContext({ actor }: Context): Promise<Context<SystemActor> | null> {
  const db = getTestDatabase();
  if (!db || !(await isTestDatabase(db))) return null;
  // Nobody of the team is in that database: what they do there is in their name.
  return systemContext(db, actorName(actor));
}

/** @throws Conflict `test_mode_off` */
export async function getTestContext(ctx: Context): Promise<Context<SystemActor>> {
  const found = await findTestContext(ctx);
  if (found) return found;
  throw new Conflict(
    'test_mode_off',
    'Test mode is switched off here, or still being prepared. Try again in a minute.',
  );
}
