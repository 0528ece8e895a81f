import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { findOwnFactors } from '@/lib/platform/factors/own-factors';
import { proofForFactors } from '@/lib/platform/factors/proof-for-factors';
import { noteFactorChange, recordFactorChange } from '@/lib/platform/factors/record-factor-change';
import { replaceRecoveryCodes } from '@/lib/platform/factors/recovery-codes';

/** Ten new recovery codes, in this answer and nowhere else; those of before are void. @throws NeedsProof, Conflict `no_factor` */
export const renewRecoveryCodes = operation(
  null,
  noInput,
  async (ctx: Context<UserActor>): Promise<{ recoveryCodes: string[] }> => {
    const renewed = await inTransaction(ctx, async (tx) => {
      const { id } = tx.actor;
      await tx.db.select({ id: users.id }).from(users).where(eq(users.id, id)).for('no key update');
      const { totp, passkey } = await findOwnFactors(tx.db, id);
      if (!totp && !passkey) throw new Conflict('no_factor', 'Set up a second factor first.');
      const recoveryCodes = await replaceRecoveryCodes(tx.db, id, tx.now());
      await recordFactorChange(tx, { userId: id, change: 'recovery_codes_renewed' });
      return { recoveryCodes };
    });
    noteFactorChange(ctx, 'recovery_codes_renewed');
    return renewed;
  },
  { freshProof: proofForFactors },
);
