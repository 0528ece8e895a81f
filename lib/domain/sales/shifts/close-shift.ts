import { eq } from 'drizzle-orm';
import { shiftCounts, shifts } from '@/db/schema/shifts';
import { type TillMethod, tillMethods } from '@/lib/core/entities/payment-method';
import { Conflict, Invalid, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { readTill, type TillLine } from './read-till';
import { closeShiftInput } from './schemas';

export type ShiftRow = typeof shifts.$inferSelect;

/**
 * Closes a till with what it should have and what was counted, by method; of one's own shift, or of anybody's with
 * `shifts.manage`. A sale at the same instant is in it, or finds it closed.
 * @throws Forbidden, NotFound (also somebody else's), Invalid (a method not counted; a difference without a note), Conflict
 * `already_closed`, `shift_changed` (something was moved since the person looked)
 */
export const closeShift = operation(
  'sales.sell',
  closeShiftInput,
  (ctx: Context<UserActor>, { shiftId, seenEntryId, counted, note }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const shift = await lockShift(tx, shiftId);
      if (shift.sellerId !== tx.actor.id && !can(tx.actor, 'shifts.manage')) throw new NotFound('The shift');
      if (shift.closedAt) throw new Conflict('already_closed', 'This shift is closed. Nothing was changed.');
      const till = await readTill(tx.db, shift);
      if (till.newestEntryId !== seenEntryId) {
        throw new Conflict(
          'shift_changed',
          'Something was sold or given back meanwhile. Compare it again, then close.',
        );
      }
      const lines = countLines(till.lines, counted);
      const difference = lines.some((line) => line.countedPaisa !== line.expectedPaisa);
      if (difference && !note) throw new Invalid({ note: ['It differs from what is expected: say why.'] });
      await tx.db.insert(shiftCounts).values(lines.map((line) => ({ shiftId, ...line })));
      await tx.db
        .update(shifts)
        .set({ closedAt: tx.now(), closedById: tx.actor.id, closeNote: note || null })
        .where(eq(shifts.id, shiftId));
      const data = {
        counts: Object.fromEntries(lines.map(({ method, ...line }) => [method, line])),
        note: note || null,
      };
      await recordAudit(tx, { action: 'shift.closed', subjectKind: 'shift', subjectId: shiftId, data });
      return { id: shiftId };
    }),
  { freshProof: 'after_away' },
);

/** The shift, with no sale of it under way until the transaction ends. @throws NotFound */
export async function lockShift(tx: Context, shiftId: number): Promise<ShiftRow> {
  const [shift] = await tx.db.select().from(shifts).where(eq(shifts.id, shiftId)).for('update');
  if (!shift) throw new NotFound('The shift');
  return shift;
}

/** What is expected has to be counted; what is counted besides is a difference. */
function countLines(expected: TillLine[], counted: Partial<Record<TillMethod, number>>) {
  const missing = expected.filter(({ method }) => counted[method] === undefined);
  if (missing.length > 0) {
    throw new Invalid(
      Object.fromEntries(missing.map(({ method }) => [`counted.${method}`, ['Enter what you counted.']])),
    );
  }
  return tillMethods.flatMap((method) => {
    const countedPaisa = counted[method];
    if (countedPaisa === undefined) return [];
    const expectedPaisa = expected.find((line) => line.method === method)?.expectedPaisa ?? 0;
    return [{ method, expectedPaisa, countedPaisa }];
  });
}
