import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { passkeys, totpSecrets } from '@/db/schema/factors';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { countRecoveryCodes } from '@/lib/platform/factors/recovery-codes';
import { takesPasskeys } from '@/lib/platform/factors/relying-party';

export type PasskeySummary = { id: number; name: string; createdAt: Date; lastUsedAt: Date | null; rpId: string };
export type FactorsSummary = {
  /** Since when there is an authenticator app. */
  totpSince: Date | null;
  passkeys: PasskeySummary[];
  recoveryCodesLeft: number;
  /** A browser takes no passkey at this address of the desk. */
  canAddPasskey: boolean;
};

/** The actor's own second factors, without anything that is secret of them. */
export const getOwnFactors = operation(
  null,
  noInput,
  async (ctx: Context<UserActor>): Promise<FactorsSummary> => {
    const { id } = ctx.actor;
    const [totp, keys, recoveryCodesLeft] = await Promise.all([
      ctx.db
        .select({ since: totpSecrets.confirmedAt })
        .from(totpSecrets)
        .where(and(eq(totpSecrets.id, id), isNotNull(totpSecrets.confirmedAt))),
      ctx.db
        .select({
          id: passkeys.id,
          name: passkeys.name,
          createdAt: passkeys.createdAt,
          lastUsedAt: passkeys.lastUsedAt,
          rpId: passkeys.rpId,
        })
        .from(passkeys)
        .where(eq(passkeys.userId, id))
        .orderBy(asc(passkeys.id)),
      countRecoveryCodes(ctx.db, id),
    ]);
    return {
      totpSince: totp[0]?.since ?? null,
      passkeys: keys,
      recoveryCodesLeft,
      canAddPasskey: ctx.site !== undefined && takesPasskeys(ctx.site),
    };
  },
  { beforeSecondFactor: true },
);
