import { and, eq } from 'drizzle-orm';
import { messageTemplates, messageTranslations } from '@/db/schema/messages';
import type { MessageChannel, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import { Conflict } from '@/lib/core/errors';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { type OrganizationTemplate, type TemplateRow, toTemplate } from './message-templates';

type Write = {
  channel: MessageChannel;
  language: CustomerLanguage;
  /** The version that was read. */
  version: number;
  /** null: the text of the contract again. */
  text: MessageTemplate | null;
};

/**
 * For use cases: it asks for no permission.
 * @throws Conflict `stale`, whose details carry the template as somebody else has saved it
 */
export async function writeTemplate(
  ctx: Context,
  { channel, language, version, text }: Write,
): Promise<OrganizationTemplate> {
  return inTransaction(ctx, async (tx) => {
    const stored = language === 'en' ? english(tx, channel) : translation(tx, channel, language);
    const before = toTemplate(channel, language, await stored.hold());
    if (before.version !== version) {
      const words = 'Somebody changed this text while you were editing it. Nothing was overwritten.';
      throw new Conflict('stale', words, { template: before });
    }
    if (text === null ? before.isSuggested : !before.isSuggested && isSame(before, text)) return before;
    const written = await stored.set({
      subject: text?.subject ?? null,
      body: text?.body ?? null,
      version: version + 1,
      updatedBy: actorName(tx.actor),
      updatedAt: tx.now(),
    });
    const after = toTemplate(channel, language, written);
    await recordAudit(tx, {
      action: text === null ? 'message_template.reset' : 'message_template.updated',
      subjectKind: 'settings',
      subjectId: 1,
      data: {
        channel,
        ...(language === 'en' ? {} : { language }),
        ...changedFields(before, { subject: after.subject, body: after.body }),
      },
    });
    return after;
  });
}

const isSame = (one: MessageTemplate, other: MessageTemplate) =>
  one.subject === other.subject && one.body === other.body;

/** How a text is kept: `hold` locks its row, which is made where there is none. */
type Stored = {
  hold: () => Promise<TemplateRow | undefined>;
  set: (values: TemplateRow) => Promise<TemplateRow | undefined>;
};

function english({ db }: Context, channel: MessageChannel): Stored {
  const own = eq(messageTemplates.channel, channel);
  return {
    async hold() {
      await db.insert(messageTemplates).values({ channel }).onConflictDoNothing();
      return (await db.select().from(messageTemplates).where(own).for('update'))[0];
    },
    set: async (values) => (await db.update(messageTemplates).set(values).where(own).returning())[0],
  };
}

function translation({ db }: Context, channel: MessageChannel, language: Exclude<CustomerLanguage, 'en'>): Stored {
  const own = and(eq(messageTranslations.channel, channel), eq(messageTranslations.language, language));
  return {
    async hold() {
      await db.insert(messageTranslations).values({ channel, language }).onConflictDoNothing();
      return (await db.select().from(messageTranslations).where(own).for('update'))[0];
    },
    set: async (values) => (await db.update(messageTranslations).set(values).where(own).returning())[0],
  };
}
