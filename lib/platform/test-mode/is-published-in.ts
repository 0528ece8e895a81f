import { and, arrayContains, eq, gt, isNotNull, isNull, or } from 'drizzle-orm';
import { type Executor, getTestDatabase, readsOf } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { logger } from '@/lib/core/logger';

/**
 * Whether a publishable key that works, of either mode, names this origin: a browser asks before it sends the key. The database of
 * test mode is asked here, so that a preflight starts no process.
 */
export async function isPublishedIn(db: Executor, origin: string, now: Date): Promise<boolean> {
  if (await isNamed(db, origin, now)) return true;
  const test = getTestDatabase();
  if (!test) return false;
  return isNamed(readsOf(test), origin, now).catch((error) => {
    logger.error({ err: error }, 'the database of test mode does not answer');
    return false;
  });
}

async function isNamed(db: Executor, origin: string, now: Date): Promise<boolean> {
  const [key] = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .innerJoin(integrators, and(eq(integrators.id, apiKeys.integratorId), isNull(integrators.disabledAt)))
    .where(
      and(
        isNotNull(apiKeys.publishableKey),
        arrayContains(apiKeys.origins, [origin]),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    )
    .limit(1);
  return key !== undefined;
}
