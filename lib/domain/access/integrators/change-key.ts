import { and, eq, isNull } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { Invalid, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive, permissionsOfScopes } from '@/lib/platform/context/permissions';
import { readLimits } from './key-limits';
import { originsOf } from './origins';
import { changeKeyInput } from './schemas';

type KeyRow = typeof apiKeys.$inferSelect;

/**
 * Changes the name of a key, when it ends, what it is limited to and whether its integrator's own people can replace it; its rights are those that it was made with.
 * A publishable key is limited to origins and requests a minute, every other to coupons, networks and requests.
 * @throws NeedsProof, Forbidden (also a key that can do what the actor cannot), Invalid, NotFound (also one that is revoked)
 */
export const changeKey = operation(
  'integrators.write',
  changeKeyInput,
  (ctx, { keyId, name, expiresAt: given, partnerReplaces, ...limits }): Promise<{ keyId: number }> => {
    return inTransaction(ctx, async (tx) => {
      const before = await lockKey(tx, keyId);
      // Otherwise a key that is widened reaches for the actor what they cannot do themselves.
      assertCanGive(tx, permissionsOfScopes(before.scopes));
      const expiresAt = given === null ? null : new Date(given);
      if (expiresAt && expiresAt <= tx.now() && expiresAt.getTime() !== before.expiresAt?.getTime()) {
        throw new Invalid({ expiresAt: ['Choose a time to come.'] });
      }
      const ownReplaces = partnerReplaces === undefined ? {} : { partnerReplaces };
      const after = { name, expiresAt, ...ownReplaces, ...(await limitsFor(tx, before, limits)) };
      const changed = changedOf(before, after);
      if (Object.keys(changed).length === 0) return { keyId };
      await tx.db.update(apiKeys).set(after).where(eq(apiKeys.id, keyId));
      await recordAudit(tx, {
        action: 'integrator.key_changed',
        subjectKind: 'integrator',
        subjectId: before.integratorId,
        data: { keyId, prefix: before.prefix, changed },
      });
      return { keyId };
    });
  },
  { freshProof: true },
);

/** Holds a key that is not revoked until the transaction ends. @throws NotFound */
export async function lockKey(tx: Context, keyId: number): Promise<KeyRow> {
  const [key] = await tx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .for('update');
  if (!key) throw new NotFound('The key');
  return key;
}

type LimitsGiven = Parameters<typeof readLimits>[1] & { origins?: string | undefined };

/** @throws Invalid (limits of a key of the other kind; a coupon that does not exist) */
async function limitsFor(tx: Context, before: KeyRow, { origins, ...limits }: LimitsGiven) {
  if (before.publishableKey === null) {
    if (origins !== undefined) throw new Invalid({ origins: ['Only a publishable key has origins.'] });
    return readLimits(tx, limits);
  }
  const wrong = 'A publishable key has origins in place of this. Leave it empty.';
  if (limits.networks.trim() !== '') throw new Invalid({ networks: [wrong] });
  if (limits.couponIds.length > 0 || limits.couponLimit !== 'own') throw new Invalid({ couponIds: [wrong] });
  const { requestsPerMinute } = limits;
  return {
    ...(origins === undefined ? {} : { origins: originsOf(origins) }),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
  };
}

function changedOf(before: KeyRow, after: Partial<KeyRow>): Record<string, [unknown, unknown]> {
  const pairs = Object.entries(after).map(([name, value]) => [name, [before[name as keyof KeyRow], value]] as const);
  return Object.fromEntries(
    pairs
      .filter(([, [from, to]]) => JSON.stringify(from) !== JSON.stringify(to))
      .map(([name, pair]) => [name, [...pair]]),
  );
}
