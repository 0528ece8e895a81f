import { shifts } from '@/db/schema/shifts';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { openShiftInput } from './schemas';

/** Opens the till of the acting person, one at a time. @throws Forbidden, Invalid, Conflict `already_open` */
export const openShift = operation(
  'sales.sell',
  openShiftInput,
  (ctx: Context<UserActor>, { floatPaisa }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const [opened] = await tx.db
        .insert(shifts)
        .values({ sellerId: tx.actor.id, openedAt: tx.now(), floatPaisa })
        .returning({ id: shifts.id })
        .catch((error: unknown) => {
          if (violatedConstraint(error) !== 'shifts_open_seller_key') throw error;
          throw new Conflict('already_open', 'You have an open shift. Close it first.');
        });
      if (!opened) throw new Error('The shift was not written.');
      await recordAudit(tx, {
        action: 'shift.opened',
        subjectKind: 'shift',
        subjectId: opened.id,
        data: { floatPaisa },
      });
      return opened;
    }),
);
