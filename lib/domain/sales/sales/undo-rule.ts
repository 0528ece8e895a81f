import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import type { SaleRow } from './change-sale';

export type UndoRule = 'allowed' | 'too_late' | 'forbidden';

/**
 * Whether the acting person can undo a sale now: who settles sales at any time, its seller for `voidMinutes`, or later with the
 * approval that they asked for in time.
 */
export function undoRule(
  ctx: Context<UserActor>,
  { sellerId, createdAt }: Pick<SaleRow, 'sellerId' | 'createdAt'>,
  voidMinutes: number,
): UndoRule {
  if (can(ctx.actor, 'sales.resolve')) return 'allowed';
  if (sellerId !== ctx.actor.id || !can(ctx.actor, 'sales.sell')) return 'forbidden';
  if (ctx.approval) return 'allowed';
  return ctx.now().getTime() - createdAt.getTime() < voidMinutes * 60_000 ? 'allowed' : 'too_late';
}
