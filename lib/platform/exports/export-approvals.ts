import { and, desc } from 'drizzle-orm';
import { approvals } from '@/db/schema/approvals';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { selectApprovals, toApprovalSummary, visibleTo } from '@/lib/platform/approvals/list-approvals';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from './record-export';
import { rowsById } from './rows-by-id';
import { tableExport } from './table-export';

const header = [
  ...['id', 'kind', 'state', 'asked_by', 'decided_by', 'reason', 'answer', 'summary'],
  ...['created_at', 'decided_at', 'expires_at'].flatMap(instantColumns),
];

/** What the actor asked for and could decide as a file, the newest first; audited. @throws Forbidden */
export const exportApprovals = tableExport('sales.read', noInput, {
  kind: 'approvals',
  columns: () => header,
  record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'approvals.exported', what: 'approvals' }),
  count: (ctx) => ctx.db.$count(approvals, visibleTo(ctx.actor)),
  rows: (ctx) =>
    rowsById(ctx, {
      id: approvals.id,
      read: (below, limit) =>
        selectApprovals(ctx.db)
          .where(and(visibleTo(ctx.actor), below))
          .orderBy(desc(approvals.id))
          .limit(limit),
      cells: (page, timeZone) =>
        page.map((row): Cell[] => {
          const one = toApprovalSummary(ctx, row);
          return [
            ...[one.id, one.kind, one.state, one.asker, one.decider, one.reason, one.answer],
            JSON.stringify(one.summary),
            ...[one.createdAt, one.decidedAt, one.expiresAt].flatMap((at) => instantCells(at, timeZone)),
          ];
        }),
    }),
});
