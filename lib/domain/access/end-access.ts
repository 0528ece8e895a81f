import { inArray, type SQL } from 'drizzle-orm';
import { invitations, passwordLinks } from '@/db/schema/account-links';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { revokeSessionsOf } from '@/lib/platform/auth/session';
import type { Context } from '@/lib/platform/context/context';
import { isOpenInvitation } from './open-invitation';

/**
 * Signs people out whose rights have changed, and ends the links that they may have in hand for others: open invitations that
 * they sent and password links that they made. Anyone who changes their own stays signed in where they did. In the transaction that
 * took their rights away, after their rows were locked: people who hand out links hold their own row first, and so wait, or
 * have their links ended here.
 */
export async function endAccess(tx: Context, userIds: readonly number[]): Promise<void> {
  if (userIds.length === 0) return;
  const here = tx.actor.kind === 'user' ? tx.actor.sessionId : undefined;
  await revokeSessionsOf(tx.db, userIds, tx.now(), here);
  await tx.db.delete(passwordLinks).where(inArray(passwordLinks.madeBy, [...userIds]));
  await withdrawInvitations(tx, inArray(invitations.invitedBy, [...userIds]));
}

/** Open ones, each with its row of the activity. */
export async function withdrawInvitations(tx: Context, which: SQL): Promise<void> {
  const withdrawn = await tx.db
    .update(invitations)
    .set({ withdrawnAt: tx.now() })
    .where(isOpenInvitation(which))
    .returning({ id: invitations.id, name: invitations.name });
  const entries = withdrawn.map(({ id, name }) => ({
    ...{ action: 'invitation.withdrawn', subjectKind: 'invitation', subjectId: id, data: { name } },
  }));
  if (entries.length > 0) await recordAudit(tx, ...entries);
}
