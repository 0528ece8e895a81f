import { invitations } from '@/db/schema/account-links';
import { NotFound } from '@/lib/core/errors';
import { openInvitation } from '@/lib/domain/access/open-invitation';
import { findIntegratorToGive, findRoleToGive } from '@/lib/domain/access/roles/find-role';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { makeLinkToken } from '@/lib/platform/auth/link-token';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type Invited, sendInvitation } from './invite-user';
import { holdActor } from './lock-user';
import { invitationInput } from './schemas';

/**
 * Sends an invitation again with a new link, good for another hour; the earlier link ends.
 * @throws NeedsProof, Forbidden (also: its role holds what the actor lacks), Invalid (also: its role was deleted), NotFound
 */
export const renewInvitation = operation(
  'team.write',
  invitationInput,
  async (ctx: Context<UserActor>, { invitationId }): Promise<Invited> => {
    const { token, ...link } = makeLinkToken(ctx.now());
    const invitation = await inTransaction(ctx, async (tx) => {
      const [known] = await tx.db.select().from(invitations).where(openInvitation(invitationId));
      if (!known) throw new NotFound('This invitation');
      await findIntegratorToGive(tx, await findRoleToGive(tx, known.role, 'role'), known.integratorId);
      await holdActor(tx);
      const [row] = await tx.db
        .update(invitations)
        // Theirs from now on: they may have the new link in hand.
        .set({ ...link, mailedAt: null, invitedBy: ctx.actor.id })
        .where(openInvitation(invitationId))
        .returning();
      if (!row) throw new NotFound('This invitation');
      const data = { name: row.name };
      await recordAudit(tx, { action: 'invitation.renewed', subjectKind: 'invitation', subjectId: row.id, data });
      return row;
    });
    return { id: invitation.id, name: invitation.name, ...(await sendInvitation(ctx, invitation, token)) };
  },
  { freshProof: true },
);
