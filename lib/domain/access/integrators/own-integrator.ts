import { eq } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { Conflict, Forbidden, NotFound, RateLimited } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { lockKey } from './change-key';
import { type IntegratorSummary, readIntegrators } from './list-integrators';
import { putInPlace } from './replace-key';
import { renameOwnKeyInput, replaceKeyInput } from './schemas';

/** A partner's own integrator with its credit and its keys (never the keys themselves). @throws Forbidden */
export const getOwnIntegrator = operation('partner.read', noInput, async (ctx): Promise<IntegratorSummary> => {
  const [integrator] = await readIntegrators(ctx, ownIntegrator(ctx));
  if (!integrator) throw new NotFound('The integrator');
  return integrator;
});

/** @throws Forbidden, Invalid, NotFound (also of another integrator, and one that is revoked) */
export const renameOwnKey = operation(
  'partner.write',
  renameOwnKeyInput,
  (ctx: Context<UserActor>, { keyId, name }): Promise<{ keyId: number }> =>
    inTransaction(ctx, async (tx) => {
      const before = await lockOwnKey(tx, keyId);
      if (before.name === name) return { keyId };
      await tx.db.update(apiKeys).set({ name }).where(eq(apiKeys.id, keyId));
      await recordAudit(tx, {
        action: 'integrator.key_changed',
        subjectKind: 'integrator',
        subjectId: before.integratorId,
        data: { keyId, prefix: before.prefix, changed: { name: [before.name, name] } },
      });
      return { keyId };
    }),
);

/**
 * Makes a key with the rights, the limits and the end of one that an admin lets partners replace. The new key is in this answer and
 * nowhere else.
 * @throws NeedsProof, Forbidden (also a key that partners cannot replace), Invalid, NotFound (also of another integrator, and one
 *   that is revoked), Conflict (`replaced`, `expired`, `too_often`)
 */
export const replaceOwnKey = operation(
  'partner.write',
  replaceKeyInput,
  (ctx: Context<UserActor>, { keyId, overlapHours }): Promise<{ keyId: number; key: string }> =>
    inTransaction(ctx, async (tx) => {
      const old = await lockOwnKey(tx, keyId);
      if (!old.partnerReplaces)
        throw new Forbidden('Only the company that you buy from can replace this key. Ask there.');
      if (old.expiresAt && old.expiresAt <= tx.now()) {
        throw new Conflict('expired', 'This key has ended. Ask the company that you buy from for another.');
      }
      await assertNotTooOften(tx, old.integratorId);
      return putInPlace(tx, old, { overlapHours, newExpiresAt: old.expiresAt });
    }),
  { freshProof: true },
);

const replacedInADay = 5;

/** A new key begins with no wrong codes and no requests counted: replaced again and again, it would have no limit. @throws Conflict `too_often` */
async function assertNotTooOften({ db, now }: Context, integratorId: number): Promise<void> {
  const limit = { key: `partner-keys:${integratorId}`, limit: replacedInADay, windowSeconds: 24 * 60 * 60 };
  await limitAttempts(db, now(), [limit]).catch((error: unknown) => {
    if (!(error instanceof RateLimited)) throw error;
    throw new Conflict(
      'too_often',
      `Your company replaced ${replacedInADay} keys within a day. Wait a day, or ask the company that you buy from.`,
    );
  });
}

/** @throws NotFound */
async function lockOwnKey(tx: Context<UserActor>, keyId: number) {
  const key = await lockKey(tx, keyId);
  if (key.integratorId !== ownIntegrator(tx)) throw new NotFound('The key');
  return key;
}
