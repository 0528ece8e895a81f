import { and, eq, ne } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { setOwnCalendarInput } from './schemas';

/** The calendar by which the actor reads and types dates at the desk. Asks for no permission. @throws Invalid */
export const setOwnCalendar = operation(
  null,
  setOwnCalendarInput,
  (ctx: Context<UserActor>, { calendar }): Promise<void> => {
    const { id: userId } = ctx.actor;
    return inTransaction(ctx, async (tx) => {
      const changed = await tx.db
        .update(users)
        .set({ calendar, updatedAt: tx.now() })
        .where(and(eq(users.id, userId), ne(users.calendar, calendar)))
        .returning({ id: users.id });
      if (changed.length === 0) return;
      await recordAudit(tx, {
        action: 'user.calendar_set',
        subjectKind: 'user',
        subjectId: userId,
        data: { calendar },
      });
    });
  },
);
