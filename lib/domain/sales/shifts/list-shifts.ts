import { and, sql } from 'drizzle-orm';
import { shifts } from '@/db/schema/shifts';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { listShiftsInput } from './schemas';
import { type ShiftSummary, selectShifts, shiftsWhere, toShiftSummary } from './shift-summary';

export type ShiftsPage = KeysetPage<ShiftSummary>;

const newest: Keyset = { name: 'shifts', value: null, type: 'integer', id: sql`${shifts.id}`, descending: true };

/** Shifts, newest first: one's own, or with `shifts.manage` everybody's. @throws Forbidden, Invalid */
export const listShifts = operation(
  'sales.sell',
  listShiftsInput,
  async (ctx: Context<UserActor>, { after, limit, ...filter }): Promise<ShiftsPage> => {
    const request = { after, page: 1, perPage: limit };
    const clauses = keysetClauses(newest, request);
    const found = await selectShifts(ctx.db)
      .where(and(shiftsWhere(ctx.actor, filter), clauses.where))
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit);
    return keysetPage(
      newest,
      request,
      clauses.at,
      found.map((row) => ({ ...toShiftSummary(row), sortValue: null })),
    );
  },
);
