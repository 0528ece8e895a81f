import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { Conflict, Invalid } from '@/lib/core/errors';
import { codeAttempts, takeCode } from '@/lib/platform/auth/finish-sign-in';
import { clearAttempts } from '@/lib/platform/auth/limit-attempts';
import { limitProofs, noteFailedProof } from '@/lib/platform/auth/note-failed-proof';
import { passwordMatches } from '@/lib/platform/auth/password';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { findOwnFactors, type OwnFactors } from '@/lib/platform/factors/own-factors';
import { askForPasskey, takePasskey } from '@/lib/platform/factors/passkeys';
import { findLinkedProviders } from '@/lib/platform/oidc/linked-providers';
import { noteProof } from './note-proof';
import { proveByCodeInput, proveByPasskeyInput, proveByPasswordInput } from './schemas';

const [byPassword, byCode] = ['confirmation by password', 'confirmation by code'];

export type ProofWays = OwnFactors & {
  /** Where they have an account that is linked to this one. */
  providers: { name: string; label: string }[];
};

/** What the actor can prove with that it is them, besides their password. */
export const listProofWays = operation(
  null,
  noInput,
  async ({ db, actor }: Context<UserActor>): Promise<ProofWays> => {
    const [factors, providers] = await Promise.all([findOwnFactors(db, actor.id), findLinkedProviders(db, actor.id)]);
    return { ...factors, providers };
  },
  { beforeSecondFactor: true },
);

/** @throws Invalid, RateLimited (10 tries a quarter of an hour) */
export const proveByPassword = operation(
  null,
  proveByPasswordInput,
  async (ctx: Context<UserActor>, { password }): Promise<void> => {
    const { id } = ctx.actor;
    const attempts = { key: `prove:user:${id}`, limit: 10, windowSeconds: 15 * 60 };
    await limitProofs(ctx, attempts, byPassword);
    const [user] = await ctx.db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, id));
    if (!(await passwordMatches(user?.hash, password))) {
      noteFailedProof(ctx, byPassword);
      throw new Invalid({ password: ['This is not your password. Type it again.'] });
    }
    await clearAttempts(ctx.db, attempts.key);
    await noteProof(ctx, { byFactor: false });
  },
  { beforeSecondFactor: true },
);

/** A code of the app or of recovery, which is used up. @throws Invalid, RateLimited (10 tries a quarter of an hour) */
export const proveByCode = operation(null, proveByCodeInput, async (ctx: Context<UserActor>, input): Promise<void> => {
  const attempts = codeAttempts(ctx.actor.id);
  await limitProofs(ctx, attempts, byCode);
  if (!(await takeCode(ctx.db, ctx.actor.id, input, ctx.now()))) {
    noteFailedProof(ctx, byCode);
    throw new Invalid({ code: ['This code is not right, or was used before. Use the next one.'] });
  }
  await clearAttempts(ctx.db, attempts.key);
  await noteProof(ctx, { byFactor: true });
});

/** What the browser is asked to sign. @throws Conflict `no_passkeys_here` */
export const askToProve = operation(null, noInput, (ctx: Context<UserActor>) => {
  if (!ctx.site) throw new Conflict('no_passkeys_here', 'A passkey cannot be used here.');
  return askForPasskey(ctx.db, { purpose: 'prove', userId: ctx.actor.id, party: ctx.site }, ctx.now());
});

/** @throws Invalid, Conflict (`no_passkeys_here`, `passkey_refused`) */
export const proveByPasskey = operation(
  null,
  proveByPasskeyInput,
  async (ctx: Context<UserActor>, { answer }): Promise<void> => {
    if (!ctx.site) throw new Conflict('no_passkeys_here', 'A passkey cannot be used here.');
    const asked = { purpose: 'prove' as const, userId: ctx.actor.id, party: ctx.site };
    const taken = await takePasskey(ctx.db, { ...asked, answer }, ctx.now());
    if (!taken) {
      noteFailedProof(ctx, 'confirmation by passkey');
      throw new Conflict('passkey_refused', 'The passkey was not accepted. Try again.');
    }
    await noteProof(ctx, { byFactor: true });
  },
);
