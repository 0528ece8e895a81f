import { and, eq, ne } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { Permission } from '@/lib/platform/context/permissions';
import { setOwnMailsInput } from './schemas';

/** What a person can be mailed about. */
export type OwnMails = 'keyMails' | 'pauseMails' | 'webhookMails';

function choiceOf(permission: Permission, mails: OwnMails, action: string) {
  return operation(permission, setOwnMailsInput, (ctx: Context<UserActor>, { wanted }): Promise<void> => {
    const { id: userId } = ctx.actor;
    return inTransaction(ctx, async (tx) => {
      const changed = await tx.db
        .update(users)
        .set({ [mails]: wanted, updatedAt: tx.now() })
        .where(and(eq(users.id, userId), ne(users[mails], wanted)))
        .returning({ id: users.id });
      if (changed.length === 0) return;
      await recordAudit(tx, { action, subjectKind: 'user', subjectId: userId, data: { wanted } });
    });
  });
}

/** Whether the actor wants mails about API keys that nobody uses or that end soon. @throws Forbidden, Invalid */
export const setKeyMails = choiceOf('integrators.write', 'keyMails', 'user.key_mails_set');

/** Whether the actor wants mails about coupons that their brake paused. @throws Forbidden, Invalid */
export const setPauseMails = choiceOf('coupons.write', 'pauseMails', 'user.pause_mails_set');

/** Whether the actor wants mails about webhooks that take nothing. @throws Forbidden, Invalid */
export const setWebhookMails = choiceOf('webhooks.write', 'webhookMails', 'user.webhook_mails_set');

/** Which of these this person wants. Asks for no permission. */
export async function getOwnMails(ctx: Context<UserActor>): Promise<Record<OwnMails, boolean>> {
  const [user] = await ctx.db
    .select({ keyMails: users.keyMails, pauseMails: users.pauseMails, webhookMails: users.webhookMails })
    .from(users)
    .where(eq(users.id, ctx.actor.id));
  return user ?? { keyMails: false, pauseMails: false, webhookMails: false };
}
