import { desc, eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { invitations } from '@/db/schema/account-links';
import { integrators } from '@/db/schema/integrators';
import { roles, users } from '@/db/schema/team';
import { type WithIsoInstants, withIsoInstants } from '@/lib/core/iso-instants';
import { isOpenInvitation } from '@/lib/domain/access/open-invitation';
import { noInput, operation } from '@/lib/platform/context/operation';

const mostShown = 100;

/** The query every read of invitations starts from; add its own `where`. */
export function selectInvitations(db: Executor) {
  return db
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      mailedAt: invitations.mailedAt,
      invitedByName: users.name,
      /** Of a role of one's own that is still there; a built-in one is named by the screen. */
      roleName: roles.name,
      /** Of a partner. */
      integratorName: integrators.name,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .leftJoin(roles, sql`${invitations.role} = 'own:' || ${roles.id}`)
    .leftJoin(integrators, eq(integrators.id, invitations.integratorId));
}

export type InvitationSummary = WithIsoInstants<Awaited<ReturnType<typeof selectInvitations>>[number]>;

/** Those that were neither accepted nor withdrawn, the latest first; at most 100. @throws Forbidden */
export const listInvitations = operation('team.read', noInput, async (ctx): Promise<InvitationSummary[]> => {
  const rows = await selectInvitations(ctx.db)
    .where(isOpenInvitation(sql`true`))
    .orderBy(desc(invitations.id))
    .limit(mostShown);
  return rows.map(withIsoInstants);
});
