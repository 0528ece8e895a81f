import { and, desc, sql } from 'drizzle-orm';
import { invitations } from '@/db/schema/account-links';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { isOpenInvitation } from '@/lib/domain/access/open-invitation';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { selectInvitations } from './list-invitations';

const header = [
  ...['id', 'name', 'email', 'role', 'role_name', 'integrator', 'invited_by'],
  ...['created_at', 'mailed_at', 'expires_at'].flatMap(instantColumns),
];

/** Who was invited and has not come as a file, the latest first. It has their addresses, so it is audited. @throws Forbidden */
export const exportInvitations = tableExport('team.read', noInput, {
  kind: 'invitations',
  columns: () => header,
  record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'invitations.exported', what: 'invitations' }),
  count: (ctx) => ctx.db.$count(invitations, isOpenInvitation(sql`true`)),
  rows: (ctx) =>
    rowsById(ctx, {
      id: invitations.id,
      read: (below, limit) =>
        selectInvitations(ctx.db)
          .where(and(isOpenInvitation(sql`true`), below))
          .orderBy(desc(invitations.id))
          .limit(limit),
      cells: (page, timeZone) =>
        page.map((one): Cell[] => [
          ...[one.id, one.name, one.email, one.role, one.roleName, one.integratorName, one.invitedByName],
          ...[one.createdAt, one.mailedAt, one.expiresAt].flatMap((at) => instantCells(at, timeZone)),
        ]),
    }),
});
