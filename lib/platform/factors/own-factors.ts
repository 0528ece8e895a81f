import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { passkeys, recoveryCodes, totpSecrets } from '@/db/schema/factors';
import { users } from '@/db/schema/team';
import { countRecoveryCodes } from './recovery-codes';

/** The ways in which a user can show who they are besides their password. */
export type OwnFactors = { totp: boolean; passkey: boolean; recovery: boolean };

const hasTotp = sql<boolean>`exists (select 1 from totp_secrets where id = ${users.id} and confirmed_at is not null)`;
const hasPasskey = sql<boolean>`exists (select 1 from passkeys where user_id = ${users.id})`;

/** Whether a row of `users` has a second factor. A recovery code alone is none. */
export const hasSecondFactor = sql<boolean>`(${or(hasTotp, hasPasskey)})`;

export async function findOwnFactors(db: Executor, userId: number): Promise<OwnFactors> {
  const [totp, passkey, codes] = await Promise.all([
    db.$count(totpSecrets, and(eq(totpSecrets.id, userId), isNotNull(totpSecrets.confirmedAt))),
    db.$count(passkeys, eq(passkeys.userId, userId)),
    countRecoveryCodes(db, userId),
  ]);
  const hasAny = totp + passkey > 0;
  return { totp: totp > 0, passkey: passkey > 0, recovery: hasAny && codes > 0 };
}

/** Takes every factor of a user away, the recovery codes too. True when there was one. */
export async function deleteFactors(tx: Executor, userId: number): Promise<boolean> {
  const totp = await tx
    .delete(totpSecrets)
    .where(eq(totpSecrets.id, userId))
    .returning({ at: totpSecrets.confirmedAt });
  const keys = await tx.delete(passkeys).where(eq(passkeys.userId, userId)).returning({ id: passkeys.id });
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  return keys.length > 0 || totp.some(({ at }) => at !== null);
}
