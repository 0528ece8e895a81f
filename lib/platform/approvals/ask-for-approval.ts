import { and, eq } from 'drizzle-orm';
import { approvals } from '@/db/schema/approvals';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { approvalMs, isApprovalKind } from './kinds';
import { changeApproval } from './lock-approval';
import { assertNoneApproved, assertNoneWaits, holdSame } from './same-request';
import { askForApprovalInput } from './schemas';

/**
 * Says why one's own draft is needed: from then on it waits for a second person.
 * @throws NotFound, Invalid, Conflict (`expired`, `already_waiting`, `already_approved`)
 */
export const askForApproval = operation(
  null,
  askForApprovalInput,
  (ctx: Context<UserActor>, { id, reason }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      await holdSame(tx, id);
      const [draft] = await tx.db
        .select()
        .from(approvals)
        .where(and(eq(approvals.id, id), eq(approvals.askerId, tx.actor.id), eq(approvals.state, 'draft')));
      if (!draft || !isApprovalKind(draft.kind)) throw new NotFound('This request');
      if (draft.expiresAt <= tx.now()) throw new Conflict('expired', 'Too much time has passed. Send it again.');
      await assertNoneWaits(tx, draft);
      await assertNoneApproved(tx, draft);
      const expiresAt = new Date(tx.now().getTime() + approvalMs);
      const change = { state: 'waiting', reason, expiresAt } as const;
      await changeApproval(tx, { ...draft, kind: draft.kind }, 'requested', change);
      return { id };
    }),
);
