import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { totpSecrets } from '@/db/schema/factors';
import { decryptTotpSecret } from './encrypt-totp-secret';
import { stepOfCode } from './totp';

/**
 * Takes a code of the user's authenticator app: true when it is right and neither it nor a later one was taken before. Of
 * two requests with one code only one is taken.
 */
export async function takeTotpCode(db: Executor, userId: number, code: string, now: Date): Promise<boolean> {
  const [row] = await db
    .select({ sealed: totpSecrets.sealed, sealingKeyId: totpSecrets.sealingKeyId })
    .from(totpSecrets)
    .where(and(eq(totpSecrets.id, userId), isNotNull(totpSecrets.confirmedAt)));
  if (!row?.sealed || row.sealingKeyId === null) return false;
  const secret = decryptTotpSecret({ sealed: row.sealed, sealingKeyId: row.sealingKeyId }, userId);
  const step = stepOfCode(secret, code, now);
  if (step === null) return false;
  const taken = await db
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(
      and(
        eq(totpSecrets.id, userId),
        // Another secret since was not asked for this code.
        eq(totpSecrets.sealed, row.sealed),
        or(isNull(totpSecrets.lastStep), lt(totpSecrets.lastStep, step)),
      ),
    )
    .returning({ id: totpSecrets.id });
  return taken.length > 0;
}
