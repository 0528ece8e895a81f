import { invitations } from '@/db/schema/account-links';
import { NotFound } from '@/lib/core/errors';
import { openInvitation } from '@/lib/domain/access/open-invitation';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { invitationInput } from './schemas';

/** Its link opens nothing from then on. @throws Forbidden, Invalid, NotFound (also: accepted or withdrawn already) */
export const withdrawInvitation = operation('team.write', invitationInput, (ctx, { invitationId }) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(invitations)
      .set({ withdrawnAt: ctx.now() })
      .where(openInvitation(invitationId))
      .returning({ id: invitations.id, name: invitations.name });
    if (!row) throw new NotFound('This invitation');
    const data = { name: row.name };
    await recordAudit(tx, { action: 'invitation.withdrawn', subjectKind: 'invitation', subjectId: row.id, data });
    return row;
  }),
);
