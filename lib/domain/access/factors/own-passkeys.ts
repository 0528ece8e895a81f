import { and, eq } from 'drizzle-orm';
import { passkeys } from '@/db/schema/factors';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict, Invalid, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction, type Site } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { askForNewPasskey, readNewPasskey } from '@/lib/platform/factors/passkeys';
import { proofForFactors } from '@/lib/platform/factors/proof-for-factors';
import { takesPasskeys } from '@/lib/platform/factors/relying-party';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { changeFactors, firstRecoveryCodes, settleAfterRemoval } from './change-factors';
import { noteProof } from './note-proof';
import { addPasskeyInput, passkeyInput, renamePasskeyInput } from './schemas';

const most = 20;

function siteOf({ site }: Context): Site {
  if (site && takesPasskeys(site)) return site;
  throw new Conflict('no_passkeys_here', 'Browsers make passkeys over https only. Open the desk at its https address.');
}

/** What the browser is asked to make a passkey with. @throws NeedsProof, Conflict (`no_passkeys_here`, `too_many`) */
export const askToAddPasskey = operation(
  null,
  noInput,
  async (ctx: Context<UserActor>) => {
    const party = siteOf(ctx);
    if ((await ctx.db.$count(passkeys, eq(passkeys.userId, ctx.actor.id))) >= most) {
      throw new Conflict('too_many', `Keep at most ${most} passkeys. Delete one that you no longer use.`);
    }
    const { companyName: appName } = await getSettings(ctx.db);
    return askForNewPasskey(ctx.db, { user: ctx.actor, party, appName }, ctx.now());
  },
  { freshProof: proofForFactors, beforeSecondFactor: true },
);

/**
 * Keeps the passkey that the browser has made. Every other session ends. Recovery codes are in the answer for somebody who
 * has none yet. @throws NeedsProof, Invalid, Conflict (`no_passkeys_here`, `passkey_refused`)
 */
export const addPasskey = operation(
  null,
  addPasskeyInput,
  async (ctx: Context<UserActor>, { name, answer }): Promise<{ recoveryCodes: string[] | null }> => {
    const party = siteOf(ctx);
    // Outside the transaction: a challenge that was answered wrongly is used up too.
    const made = await readNewPasskey(ctx.db, { answer, userId: ctx.actor.id, party }, ctx.now());
    if (!made) throw new Conflict('passkey_refused', 'The passkey was not accepted. Try again.');
    return changeFactors(ctx, { change: 'passkey_added', data: { name } }, async (tx) => {
      const recoveryCodes = await firstRecoveryCodes(tx);
      await tx.db.insert(passkeys).values({ ...made, name });
      await noteProof(tx, { byFactor: true });
      return { recoveryCodes };
    }).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'passkeys_credential_id_key') throw error;
      throw new Invalid({ name: ['This passkey is kept here already.'] });
    });
  },
  { freshProof: proofForFactors, beforeSecondFactor: true },
);

const ownPasskey = ({ actor }: Context<UserActor>, passkeyId: number) =>
  and(eq(passkeys.id, passkeyId), eq(passkeys.userId, actor.id));

/** @throws Invalid, NotFound (not theirs, or gone) */
export const renamePasskey = operation(
  null,
  renamePasskeyInput,
  (ctx: Context<UserActor>, { passkeyId, name }): Promise<void> =>
    inTransaction(ctx, async (tx) => {
      const renamed = await tx.db
        .update(passkeys)
        .set({ name })
        .where(ownPasskey(tx, passkeyId))
        .returning({ id: passkeys.id });
      if (renamed.length === 0) throw new NotFound('This passkey');
      await recordAudit(tx, {
        action: 'user.passkey_renamed',
        subjectKind: 'user',
        subjectId: tx.actor.id,
        data: { name },
      });
    }),
);

/** Every other session ends. @throws NeedsProof, Invalid, NotFound (not theirs, or gone), Conflict `factor_required` */
export const deletePasskey = operation(
  null,
  passkeyInput,
  async (ctx: Context<UserActor>, { passkeyId }): Promise<void> => {
    const [own] = await ctx.db.select({ name: passkeys.name }).from(passkeys).where(ownPasskey(ctx, passkeyId));
    if (!own) throw new NotFound('This passkey');
    await changeFactors(ctx, { change: 'passkey_deleted', data: { name: own.name } }, async (tx) => {
      const deleted = await tx.db.delete(passkeys).where(ownPasskey(tx, passkeyId)).returning({ id: passkeys.id });
      if (deleted.length === 0) throw new NotFound('This passkey');
      await settleAfterRemoval(tx);
    });
  },
  { freshProof: proofForFactors },
);
