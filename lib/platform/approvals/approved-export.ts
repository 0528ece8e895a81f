import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { approvals } from '@/db/schema/approvals';
import { users } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';
import { isSame } from './same-request';

type Export = { input: Record<string, unknown>; needed: { summary: Record<string, unknown> }; askerId: number };

/**
 * Uses up the approval of an export that its asker repeats, with the same filter and for not more codes; null when there is
 * none. One of two downloads at the same instant gets it.
 */
export async function takeApprovedExport(
  { db, now }: Context,
  { input, needed, askerId }: Export,
): Promise<{ id: number; approver: string } | null> {
  const approvers = alias(users, 'approvers');
  const [found] = await db
    .select({ id: approvals.id, approver: approvers.name })
    .from(approvals)
    .innerJoin(approvers, eq(approvers.id, approvals.deciderId))
    .where(
      and(
        isSame({ kind: 'codes_export', askerId, input }),
        eq(approvals.state, 'approved'),
        gt(approvals.expiresAt, now()),
        sql`(${approvals.summary} ->> 'count')::float8 >= ${Number(needed.summary.count)}::float8`,
      ),
    )
    .orderBy(asc(approvals.id))
    .limit(1);
  if (!found) return null;
  const [used] = await db
    .update(approvals)
    .set({ state: 'done' })
    .where(and(eq(approvals.id, found.id), eq(approvals.state, 'approved')))
    .returning({ id: approvals.id });
  return used ? found : null;
}
