import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { invitations } from '@/db/schema/account-links';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { NotFound } from '@/lib/core/errors';
import { endAccess, withdrawInvitations } from '@/lib/domain/access/end-access';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive, permissionsOfScopes } from '@/lib/platform/context/permissions';
import { disableIntegratorInput } from './schemas';

/**
 * Switches an integrator off, so that none of its keys is accepted and none of its partners is let in, or on again.
 * @throws NeedsProof (on again), Forbidden (on again also: one of its keys can do what the actor cannot), Invalid, NotFound
 */
export const disableIntegrator = operation(
  'integrators.write',
  disableIntegratorInput,
  (ctx, input) => {
    const { id, disabled } = input;
    return inTransaction(ctx, async (tx) => {
      const isOther = disabled ? isNull(integrators.disabledAt) : isNotNull(integrators.disabledAt);
      const [changed] = await tx.db
        .update(integrators)
        .set({ disabledAt: disabled ? tx.now() : null })
        .where(and(eq(integrators.id, id), isOther))
        .returning({ id: integrators.id });
      if (changed && !disabled) await assertCanGiveKeys(tx, id);
      if (changed && disabled) await endPartners(tx, id);
      if (changed) {
        const action = disabled ? 'integrator.disabled' : 'integrator.enabled';
        await recordAudit(tx, { action, subjectKind: 'integrator', subjectId: id });
      } else if ((await tx.db.$count(integrators, eq(integrators.id, id))) === 0) {
        throw new NotFound('The integrator');
      }
      return input;
    });
  },
  { freshProof: (_ctx, { disabled }) => !disabled },
);

/** Signs its partners out, and withdraws what invites more of them. */
async function endPartners(tx: Context, integratorId: number): Promise<void> {
  const partners = await tx.db.select({ id: users.id }).from(users).where(eq(users.integratorId, integratorId));
  await endAccess(
    tx,
    partners.map(({ id }) => id),
  );
  await withdrawInvitations(tx, eq(invitations.integratorId, integratorId));
}

/** Keys that are revoked come back with nothing. @throws Forbidden */
async function assertCanGiveKeys(tx: Context, integratorId: number): Promise<void> {
  const keys = await tx.db
    .select({ scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(and(eq(apiKeys.integratorId, integratorId), isNull(apiKeys.revokedAt)));
  assertCanGive(
    tx,
    keys.flatMap(({ scopes }) => [...permissionsOfScopes(scopes)]),
  );
}
