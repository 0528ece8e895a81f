import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Executor } from '@/db/client';
import { shiftCounts, shifts } from '@/db/schema/shifts';
import { users } from '@/db/schema/team';
import type { UserActor } from '@/lib/platform/context/actor';
import { can } from '@/lib/platform/context/permissions';
import type { shiftStates } from './filters';
import type { ShiftFilter } from './schemas';

export type ShiftState = (typeof shiftStates)[number];

export type ShiftSummary = {
  id: number;
  state: ShiftState;
  sellerId: number;
  sellerName: string;
  floatPaisa: number;
  openedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  note: string | null;
  /** What was counted less what was expected, over all methods; null while it is open. */
  differencePaisa: number | null;
  approvedAt: string | null;
  approvedBy: string | null;
};

const sellers = alias(users, 'sellers');
const closers = alias(users, 'closers');
const approvers = alias(users, 'approvers');

/** The query every read of shifts starts from; add its own `where`. For use cases: it asks for no permission. */
export function selectShifts(db: Executor) {
  const counted = db
    .select({
      shiftId: shiftCounts.shiftId,
      difference: sql<string>`sum(${shiftCounts.countedPaisa} - ${shiftCounts.expectedPaisa})`.as('difference'),
    })
    .from(shiftCounts)
    .groupBy(shiftCounts.shiftId)
    .as('counted');
  return db
    .select({
      id: shifts.id,
      sellerId: shifts.sellerId,
      sellerName: sellers.name,
      floatPaisa: shifts.floatPaisa,
      openedAt: shifts.openedAt,
      closedAt: shifts.closedAt,
      closedById: shifts.closedById,
      closedBy: closers.name,
      note: shifts.closeNote,
      difference: counted.difference,
      approvedAt: shifts.approvedAt,
      approvedBy: approvers.name,
    })
    .from(shifts)
    .innerJoin(sellers, eq(sellers.id, shifts.sellerId))
    .leftJoin(closers, eq(closers.id, shifts.closedById))
    .leftJoin(approvers, eq(approvers.id, shifts.approvedById))
    .leftJoin(counted, eq(counted.shiftId, shifts.id));
}

type Row = Awaited<ReturnType<typeof selectShifts>>[number];

export function toShiftSummary({
  difference,
  openedAt,
  closedAt,
  closedById: _,
  approvedAt,
  ...row
}: Row): ShiftSummary {
  return {
    ...row,
    state: approvedAt ? 'approved' : closedAt ? 'closed' : 'open',
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    differencePaisa: difference === null ? null : Number(difference),
    approvedAt: approvedAt?.toISOString() ?? null,
  };
}

const ofState: Record<ShiftState, SQL | undefined> = {
  open: isNull(shifts.closedAt),
  closed: and(isNotNull(shifts.closedAt), isNull(shifts.approvedAt)),
  approved: isNotNull(shifts.approvedAt),
};

/** One's own, or with `shifts.manage` everybody's. */
export function shiftsWhere(actor: UserActor, { state, sellerId, shiftId }: ShiftFilter): SQL | undefined {
  return and(
    can(actor, 'shifts.manage') ? undefined : eq(shifts.sellerId, actor.id),
    state ? ofState[state] : undefined,
    sellerId ? eq(shifts.sellerId, sellerId) : undefined,
    shiftId ? eq(shifts.id, shiftId) : undefined,
  );
}
