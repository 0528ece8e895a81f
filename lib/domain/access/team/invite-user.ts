import { eq, sql } from 'drizzle-orm';
import { invitations } from '@/db/schema/account-links';
import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { findIntegratorToGive, findRoleToGive, nameOf } from '@/lib/domain/access/roles/find-role';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { makeLinkToken } from '@/lib/platform/auth/link-token';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { handOverLink, type LinkHandOver } from './hand-over-link';
import { holdActor } from './lock-user';
import { inviteUserInput } from './schemas';

export type Invited = { id: number; name: string } & LinkHandOver;

/**
 * Invites somebody by mail to choose a password of their own. Their account is made when they do. Open invitations end when the actor is
 * disabled, given another role, or has one that is changed.
 * @throws NeedsProof, Forbidden (also: the role holds what the actor lacks), Invalid (the email is in the team, or is invited already;
 *   a partner without an integrator)
 */
export const inviteUser = operation(
  'team.write',
  inviteUserInput,
  async (ctx: Context<UserActor>, input): Promise<Invited> => {
    const { token, ...link } = makeLinkToken(ctx.now());
    const id = await inTransaction(ctx, async (tx) => {
      const role = await findRoleToGive(tx, input.role, 'role');
      const integratorId = await findIntegratorToGive(tx, role, input.integratorId);
      await holdActor(tx);
      if ((await tx.db.$count(users, eq(sql`lower(${users.email})`, input.email))) > 0) {
        throw new Invalid({ email: ['Somebody with this email is in the team already.'] });
      }
      const values = { ...input, ...link, invitedBy: ctx.actor.id, createdAt: ctx.now() };
      const [row] = await tx.db.insert(invitations).values(values).returning({ id: invitations.id });
      if (!row) throw new Error('The invitation was not written.');
      const { name } = input;
      await recordAudit(tx, {
        action: 'invitation.sent',
        subjectKind: 'invitation',
        subjectId: row.id,
        data: { name, role: nameOf(role), ...(integratorId === null ? {} : { integratorId }) },
      });
      return row.id;
    }).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'invitations_open_email_key') throw error;
      throw new Invalid({ email: ['This person is invited already. Send that invitation again, or withdraw it.'] });
    });
    return { id, name: input.name, ...(await sendInvitation(ctx, { id, ...input }, token)) };
  },
  { freshProof: true },
);

/** Hands the link of an invitation over, and keeps when it was mailed. */
export async function sendInvitation(
  ctx: Context<UserActor>,
  { id, email, name }: { id: number; email: string; name: string },
  token: string,
): Promise<LinkHandOver> {
  const { companyName: company } = await getSettings(ctx.db);
  const by = ctx.actor.name;
  const handOver = await handOverLink(email, routes.invitation(token), { kind: 'invitation', company, name, by });
  if (handOver.mail === 'sent') {
    await ctx.db.update(invitations).set({ mailedAt: ctx.now() }).where(eq(invitations.id, id));
  }
  return handOver;
}
