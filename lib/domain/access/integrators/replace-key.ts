import { eq } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { generateApiKey } from '@/lib/platform/auth/api-key';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive, rightsToGiveScopes } from '@/lib/platform/context/permissions';
import { lockKey } from './change-key';
import { inAYear } from './key-limits';
import { replaceKeyInput } from './schemas';

const hourMs = 60 * 60 * 1000;

/**
 * Makes a key with the rights and limits of another, for a year, and ends the other after the overlap, in which both work.
 * A new secret key is in this answer and nowhere else.
 * @throws Forbidden (also a key that can do or shows what the actor cannot), Invalid, NotFound (also one that is revoked), Conflict `replaced`
 */
export const replaceKey = operation(
  'integrators.write',
  replaceKeyInput,
  (ctx, { keyId, overlapHours }): Promise<{ keyId: number; key: string }> => {
    return inTransaction(ctx, async (tx) => {
      const old = await lockKey(tx, keyId);
      assertCanGive(tx, rightsToGiveScopes(old.scopes));
      return putInPlace(tx, old, { overlapHours, newExpiresAt: inAYear(tx.now()) });
    });
  },
  { freshProof: true },
);

type KeyRow = Awaited<ReturnType<typeof lockKey>>;

/** A key with the rights and limits of another one that is locked. For use cases. @throws Conflict `replaced` */
export async function putInPlace(
  tx: Context,
  old: KeyRow,
  { overlapHours, newExpiresAt }: { overlapHours: number; newExpiresAt: Date | null },
): Promise<{ keyId: number; key: string }> {
  if (old.replacedById) throw new Conflict('replaced', 'This key was replaced before. Replace the newer one.');
  const now = tx.now();
  const { integratorId, name, scopes, couponLimit, couponIds, networks, partnerReplaces, requestsPerMinute } = old;
  const isPublishable = old.publishableKey !== null;
  const { key, prefix, digest } = generateApiKey('live', isPublishable ? 'publishable' : 'secret');
  const [made] = await tx.db
    .insert(apiKeys)
    .values({
      ...{ integratorId, name, scopes, couponLimit, couponIds, networks, partnerReplaces, requestsPerMinute },
      ...{ prefix, digest, createdAt: now, expiresAt: newExpiresAt },
      ...(isPublishable ? { publishableKey: key, origins: old.origins } : {}),
    })
    .returning({ id: apiKeys.id });
  if (!made) throw new Error('The key was not written.');
  const overlapEnds = new Date(now.getTime() + overlapHours * hourMs);
  const expiresAt = old.expiresAt && old.expiresAt < overlapEnds ? old.expiresAt : overlapEnds;
  await tx.db.update(apiKeys).set({ replacedById: made.id, expiresAt }).where(eq(apiKeys.id, old.id));
  await recordAudit(tx, {
    action: 'integrator.key_replaced',
    subjectKind: 'integrator',
    subjectId: integratorId,
    data: { keyId: old.id, prefix: old.prefix, newKeyId: made.id, newPrefix: prefix, overlapEnds: expiresAt },
  });
  return { keyId: made.id, key };
}
