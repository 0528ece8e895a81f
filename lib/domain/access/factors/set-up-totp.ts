import { eq } from 'drizzle-orm';
import { totpSecrets } from '@/db/schema/factors';
import { Conflict, Invalid } from '@/lib/core/errors';
import { clearAttempts, limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { decryptTotpSecret, encryptTotpSecret } from '@/lib/platform/factors/encrypt-totp-secret';
import { proofForFactors } from '@/lib/platform/factors/proof-for-factors';
import { describeTotp, generateTotpSecret, stepOfCode } from '@/lib/platform/factors/totp';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { changeFactors, firstRecoveryCodes, settleAfterRemoval } from './change-factors';
import { noteProof } from './note-proof';
import { confirmTotpInput } from './schemas';

const waitMs = 15 * 60 * 1000;

/**
 * A new secret for the actor's authenticator app, which is good once its first code is confirmed; an earlier one is good
 * until then. The secret is in this answer and nowhere else in clear. @throws NeedsProof
 */
export const beginTotp = operation(
  null,
  noInput,
  async (ctx: Context<UserActor>): Promise<{ text: string; address: string }> => {
    const { id, email } = ctx.actor;
    const secret = generateTotpSecret();
    const { sealed, sealingKeyId } = encryptTotpSecret(secret, id);
    const pending = { pendingSealed: sealed, pendingSealingKeyId: sealingKeyId, pendingAt: ctx.now() };
    await ctx.db
      .insert(totpSecrets)
      .values({ id, ...pending })
      .onConflictDoUpdate({ target: totpSecrets.id, set: pending });
    const { companyName } = await getSettings(ctx.db);
    return describeTotp(secret, { issuer: companyName, account: email });
  },
  { freshProof: proofForFactors, beforeSecondFactor: true },
);

/**
 * Confirms the new secret with a code of it. Every other session ends. Recovery codes are in the answer for somebody who
 * has none yet. @throws Invalid, Conflict `not_begun`, RateLimited (10 tries a quarter of an hour), NeedsProof
 */
export const confirmTotp = operation(
  null,
  confirmTotpInput,
  async (ctx: Context<UserActor>, { code }): Promise<{ recoveryCodes: string[] | null }> => {
    const { id } = ctx.actor;
    const attempts = { key: `confirm-totp:${id}`, limit: 10, windowSeconds: 15 * 60 };
    await limitAttempts(ctx.db, ctx.now(), [attempts]);
    const confirmed = await changeFactors(ctx, { change: 'totp_set_up' }, async (tx) => {
      const [row] = await tx.db.select().from(totpSecrets).where(eq(totpSecrets.id, id)).for('update');
      const now = tx.now();
      const { pendingSealed, pendingSealingKeyId, pendingAt } = row ?? {};
      if (!pendingSealed || !pendingSealingKeyId || !pendingAt || now.getTime() - pendingAt.getTime() > waitMs) {
        throw new Conflict('not_begun', 'This took too long. Start again with a new code to scan.');
      }
      const secret = decryptTotpSecret({ sealed: pendingSealed, sealingKeyId: pendingSealingKeyId }, id);
      const step = stepOfCode(secret, code, now);
      if (step === null) {
        throw new Invalid({ code: ['This is not the code that the app shows now. Check the time of your phone.'] });
      }
      const recoveryCodes = await firstRecoveryCodes(tx);
      await tx.db
        .update(totpSecrets)
        .set({
          ...{ sealed: pendingSealed, sealingKeyId: pendingSealingKeyId, confirmedAt: now, lastStep: step },
          ...{ pendingSealed: null, pendingSealingKeyId: null, pendingAt: null },
        })
        .where(eq(totpSecrets.id, id));
      await noteProof(tx, { byFactor: true });
      return { recoveryCodes };
    });
    await clearAttempts(ctx.db, attempts.key);
    return confirmed;
  },
  { freshProof: proofForFactors, beforeSecondFactor: true },
);

/** Takes the authenticator app away. Every other session ends. @throws NeedsProof, Conflict (`no_totp`, `factor_required`) */
export const removeTotp = operation(
  null,
  noInput,
  (ctx: Context<UserActor>): Promise<void> =>
    changeFactors(ctx, { change: 'totp_removed' }, async (tx) => {
      const removed = await tx.db
        .delete(totpSecrets)
        .where(eq(totpSecrets.id, tx.actor.id))
        .returning({ confirmedAt: totpSecrets.confirmedAt });
      if (!removed[0]?.confirmedAt) throw new Conflict('no_totp', 'You have no authenticator app here.');
      await settleAfterRemoval(tx);
    }),
  { freshProof: proofForFactors },
);
