import { eq } from 'drizzle-orm';
import { redemptionCycles } from '@/db/schema/redemptions';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { bookCycleInput } from './schemas';
import { lockRedemption, selectRedemption } from './select-redemptions.sql';

/** `left` is null when the discount holds forever. */
export type BookedCycle = { number: number; percent: number; booked: number; left: number | null };

/**
 * Books one billing cycle of a redeemed discount, `number` counting from 1. The same number again changes nothing.
 * @throws Forbidden, Invalid, NotFound, Conflict (`not_redeemed`, `cycles_used_up`)
 */
export const bookCycle = operation('redemptions.write', bookCycleInput, async (ctx, input): Promise<BookedCycle> => {
  const { id, number } = input;
  return inTransaction(ctx, async (tx) => {
    await lockRedemption(tx, id);
    const redemption = await selectRedemption(tx, id);
    if (redemption.state !== 'redeemed') {
      throw new Conflict('not_redeemed', `This redemption is ${redemption.state.replace('_', ' ')}: it has no cycles.`);
    }
    const { percent, duration, cycles } = redemption.discount;
    const limit = duration === 'forever' ? null : duration === 'repeating' ? cycles : 1;
    if (limit !== null && number > limit) {
      const covered = `The discount covers ${limit} ${limit === 1 ? 'cycle' : 'cycles'}, and this is number ${number}.`;
      throw new Conflict('cycles_used_up', covered);
    }
    const rows = await tx.db
      .insert(redemptionCycles)
      .values({ redemptionId: id, number, bookedAt: tx.now() })
      .onConflictDoNothing()
      .returning();
    if (rows.length > 0) {
      const data = { number };
      await recordAudit(tx, { action: 'redemption.cycle_booked', subjectKind: 'redemption', subjectId: id, data });
    }
    const booked = await tx.db.$count(redemptionCycles, eq(redemptionCycles.redemptionId, id));
    return { number, percent, booked, left: limit === null ? null : limit - booked };
  });
});
