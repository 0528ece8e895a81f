import { and, eq, isNull } from 'drizzle-orm';
import { type Executor, getTestDatabase, readsOf } from '@/db/client';
import { integrators } from '@/db/schema/integrators';
import { logger } from '@/lib/core/logger';
import { ownerOfKey } from '@/lib/platform/auth/api-key';

/**
 * Whether a test key is one that the desk made, of an integrator that is not switched off at the live desk. The process of test mode
 * is started and kept busy for nobody else. False as well while its database does not answer.
 */
export async function takesTestKey(live: Executor, key: string): Promise<boolean> {
  const test = getTestDatabase();
  if (!test) return false;
  const owner = await ownerOfKey(readsOf(test), key).catch((error) => {
    logger.error({ err: error }, 'the database of test mode does not answer');
    return undefined;
  });
  if (owner === undefined) return false;
  const [active] = await readsOf(live)
    .select({ id: integrators.id })
    .from(integrators)
    .where(and(eq(integrators.id, owner), isNull(integrators.disabledAt)));
  return active !== undefined;
}
