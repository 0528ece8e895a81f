import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { shifts } from '@/db/schema/shifts';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import type { SaleRow } from './change-sale';
import { isOpenSale } from './sale-transitions';
import { type UndoRule, undoRule } from './undo-rule';

type Sale = Pick<SaleRow, 'sellerId' | 'createdAt' | 'state' | 'integratorId' | 'shiftId'>;
/** `settled`: its money went back, by the method that it came by. */
export type PaymentRule = UndoRule | 'shift_closed' | 'settled' | 'not_at_desk';

/**
 * Whether the acting person can say that a sale was paid otherwise: who settles sales, its seller while the shift is open, and
 * without a shift as long as they could void it. Nobody once the shift is closed: that is a document. `hold` keeps it open until
 * the transaction ends.
 */
export async function paymentRule(
  ctx: Context<UserActor>,
  sale: Sale,
  voidMinutes: number,
  hold = false,
): Promise<PaymentRule> {
  if (sale.integratorId !== null) return 'not_at_desk';
  if (sale.state !== 'succeeded' && !isOpenSale(sale.state)) return 'settled';
  if (sale.shiftId !== null && !(await isShiftOpen(ctx.db, sale.shiftId, hold))) return 'shift_closed';
  const isOwn = sale.sellerId === ctx.actor.id && can(ctx.actor, 'sales.sell');
  if (isOwn && sale.shiftId !== null) return 'allowed';
  return undoRule(ctx, sale, voidMinutes);
}

async function isShiftOpen(db: Executor, shiftId: number, hold: boolean): Promise<boolean> {
  const read = db.select({ closedAt: shifts.closedAt }).from(shifts).where(eq(shifts.id, shiftId));
  const [shift] = await (hold ? read.for('share') : read);
  return shift?.closedAt === null;
}
