import { sql } from 'drizzle-orm';
import { redemptionCycles } from '@/db/schema/redemptions';
import { Conflict, Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type BookCycleInput, bookCycleInput } from './schemas';
import { ownedBy, selectRedemption } from './select-redemptions';

/** `left` is null when the discount holds for ever. */
export type BookedCycle = { number: number; percent: number; booked: number; left: number | null };

/**
 * Books one billing cycle of a redeemed discount, `number` counting from 1. The same number again changes nothing.
 * @throws NotFound, Conflict (`not_redeemed`, `cycles_used_up`)
 */
export async function bookCycle(ctx: Context, input: BookCycleInput): Promise<BookedCycle> {
  assertCan(ctx, 'redemptions.write');
  const parsed = bookCycleInput.safeParse(input);
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  const { id, number } = parsed.data;
  return inTransaction(ctx, async (tx) => {
    // Held until the end, so that it is not rolled back in between.
    await tx.db.execute(sql`select from redemptions r where r.id = ${id} and ${ownedBy(tx.actor)} for no key update`);
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
    const booked = await tx.db.$count(redemptionCycles, sql`redemption_id = ${id}`);
    return { number, percent, booked, left: limit === null ? null : limit - booked };
  });
}
