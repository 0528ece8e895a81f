import { eq } from 'drizzle-orm';
import { messageTemplates } from '@/db/schema/messages';
import type { MessageChannel, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import { Conflict } from '@/lib/core/errors';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { type OrganizationTemplate, toTemplate } from './message-templates';

type Write = {
  channel: MessageChannel;
  /** The version that was read. */
  version: number;
  /** null: the text of the contract again. */
  text: MessageTemplate | null;
};

/**
 * For use cases: it asks for no permission.
 * @throws Conflict `stale`, whose details carry the template as somebody else has saved it
 */
export async function writeTemplate(ctx: Context, { channel, version, text }: Write): Promise<OrganizationTemplate> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.insert(messageTemplates).values({ channel }).onConflictDoNothing();
    const ofChannel = eq(messageTemplates.channel, channel);
    const [row] = await tx.db.select().from(messageTemplates).where(ofChannel).for('update');
    const before = toTemplate(channel, row);
    if (before.version !== version) {
      const words = 'Somebody changed this text while you were editing it. Nothing was overwritten.';
      throw new Conflict('stale', words, { template: before });
    }
    if (text === null ? before.isSuggested : !before.isSuggested && isSame(before, text)) return before;
    const [written] = await tx.db
      .update(messageTemplates)
      .set({
        subject: text?.subject ?? null,
        body: text?.body ?? null,
        version: version + 1,
        updatedBy: actorName(tx.actor),
        updatedAt: tx.now(),
      })
      .where(ofChannel)
      .returning();
    const after = toTemplate(channel, written);
    await recordAudit(tx, {
      action: text === null ? 'message_template.reset' : 'message_template.updated',
      subjectKind: 'settings',
      subjectId: 1,
      data: { channel, ...changedFields(before, { subject: after.subject, body: after.body }) },
    });
    return after;
  });
}

const isSame = (one: MessageTemplate, other: MessageTemplate) =>
  one.subject === other.subject && one.body === other.body;
