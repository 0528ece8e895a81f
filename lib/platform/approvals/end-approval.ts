import { NotFound } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { changeApproval, lockForDecision, lockWaiting } from './lock-approval';
import { approvalInput, refuseApprovalInput } from './schemas';

/** Who asked takes it back. @throws NotFound (also of what somebody else asked for), Conflict (`decided`, `expired`) */
export const withdrawApproval = operation(
  null,
  approvalInput,
  (ctx: Context<UserActor>, { id }): Promise<void> =>
    inTransaction(ctx, async (tx) => {
      const approval = await lockWaiting(tx, id);
      if (approval.askerId !== tx.actor.id) throw new NotFound('This request');
      await changeApproval(tx, approval, 'withdrawn', { state: 'withdrawn', decidedAt: tx.now() });
    }),
);

/** A second person says no. @throws NotFound, Forbidden (also to the person who asked), Invalid, Conflict (`decided`, `expired`) */
export const refuseApproval = operation(
  null,
  refuseApprovalInput,
  (ctx: Context<UserActor>, { id, reason }): Promise<void> =>
    inTransaction(ctx, async (tx) => {
      const approval = await lockForDecision(tx, id);
      const decided = { deciderId: tx.actor.id, decidedAt: tx.now(), answer: reason };
      await changeApproval(tx, approval, 'refused', { state: 'refused', ...decided });
    }),
);
