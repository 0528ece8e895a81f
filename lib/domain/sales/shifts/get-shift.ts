import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { shifts } from '@/db/schema/shifts';
import { settings } from '@/db/schema/team';
import { NotFound } from '@/lib/core/errors';
import { isOpen } from '@/lib/domain/sales/open-sales.sql';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { readTill, type Till } from './read-till';
import { shiftInput } from './schemas';
import { type ShiftSummary, selectShifts, shiftsWhere, toShiftSummary } from './shift-summary';

export type ShiftDetails = ShiftSummary & {
  till: Till;
  /** Its sales whose outcome is not known: their money is expected in the till, and may have to go back. */
  openSales: { count: number; amountPaisa: number };
  /** What the asking person can do with it now. */
  canClose: boolean;
  canApprove: boolean;
};

/** One shift with what its till should have. @throws Forbidden, NotFound (also somebody else's, without `shifts.manage`) */
export const getShift = operation(
  'sales.sell',
  shiftInput,
  async (ctx: Context<UserActor>, { shiftId }): Promise<ShiftDetails> => {
    const [row] = await selectShifts(ctx.db).where(shiftsWhere(ctx.actor, { shiftId }));
    if (!row) throw new NotFound('The shift');
    const shift = toShiftSummary(row);
    const [till, openSales] = await Promise.all([readTill(ctx.db, row), sumOpenSales(ctx, shiftId)]);
    const isOwn = row.sellerId === ctx.actor.id;
    const manages = can(ctx.actor, 'shifts.manage');
    return {
      ...shift,
      till,
      openSales,
      canClose: shift.state === 'open' && (isOwn || manages),
      canApprove: shift.state === 'closed' && manages && !isOwn && row.closedById !== ctx.actor.id,
    };
  },
);

async function sumOpenSales({ db }: Context, shiftId: number): Promise<ShiftDetails['openSales']> {
  const [sums] = await db
    .select({
      count: count(),
      amountPaisa: sql<number>`coalesce(sum(${sales.amountPaisa}), 0)`.mapWith(Number),
    })
    .from(sales)
    .where(and(eq(sales.shiftId, shiftId), sql.raw(isOpen('sales'))));
  return sums ?? { count: 0, amountPaisa: 0 };
}

export type OwnShift = {
  /** The acting person's open shift; null for none. */
  id: number | null;
  /** Without one nothing is sold at the desk. */
  isRequired: boolean;
};

/** @throws Forbidden */
export const findOwnShift = operation('sales.sell', noInput, async (ctx: Context<UserActor>): Promise<OwnShift> => {
  const own = and(eq(shifts.sellerId, ctx.actor.id), isNull(shifts.closedAt));
  const [[open], [setting]] = await Promise.all([
    ctx.db.select({ id: shifts.id }).from(shifts).where(own),
    ctx.db.select({ isRequired: settings.shiftRequired }).from(settings).where(eq(settings.id, 1)),
  ]);
  return { id: open?.id ?? null, isRequired: setting?.isRequired ?? false };
});
