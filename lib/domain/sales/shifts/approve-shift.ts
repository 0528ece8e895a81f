import { eq } from 'drizzle-orm';
import { shifts } from '@/db/schema/shifts';
import { Conflict, Forbidden } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lockShift } from './close-shift';
import { shiftInput } from './schemas';

/**
 * Somebody else than its seller, and than the person who counted it, has looked at a closed shift; nothing of it changes after that.
 * @throws Forbidden (also for one's own, and for what one closed), NotFound, Conflict `still_open`, `already_approved`
 */
export const approveShift = operation(
  'shifts.manage',
  shiftInput,
  (ctx: Context<UserActor>, { shiftId }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const { sellerId, closedAt, closedById, approvedAt } = await lockShift(tx, shiftId);
      if (sellerId === tx.actor.id) throw new Forbidden('Somebody else has to approve your shift.');
      if (!closedAt) throw new Conflict('still_open', 'This shift is open. It is approved once it is closed.');
      if (closedById === tx.actor.id) throw new Forbidden('You closed this shift: somebody else has to approve it.');
      if (approvedAt) throw new Conflict('already_approved', 'This shift was approved before.');
      await tx.db.update(shifts).set({ approvedAt: tx.now(), approvedById: tx.actor.id }).where(eq(shifts.id, shiftId));
      await recordAudit(tx, { action: 'shift.approved', subjectKind: 'shift', subjectId: shiftId, data: {} });
      return { id: shiftId };
    }),
  { freshProof: 'after_away' },
);
