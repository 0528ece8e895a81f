import { and, eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { messageTemplates, messageTranslations } from '@/db/schema/messages';
import type { MessageChannel, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import { suggestedTexts } from '@/lib/adapters/messaging/suggested-texts';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import { noInput, operation } from '@/lib/platform/context/operation';

export type OrganizationTemplate = MessageTemplate & {
  channel: MessageChannel;
  language: CustomerLanguage;
  /** Counts every change; 0 while nobody has made one. */
  version: number;
  /** It is the text of the contract, not the organization's own. */
  isSuggested: boolean;
  updatedBy: string | null;
  updatedAt: string | null;
};

/** A text of either table. */
export type TemplateRow = Omit<typeof messageTemplates.$inferSelect, 'channel'>;

/** The text a message has now. For use cases: it asks for no permission. */
export async function readTemplate(
  db: Executor,
  channel: MessageChannel,
  language: CustomerLanguage = 'en',
): Promise<OrganizationTemplate> {
  const [row] =
    language === 'en'
      ? await db.select().from(messageTemplates).where(eq(messageTemplates.channel, channel))
      : await db
          .select()
          .from(messageTranslations)
          .where(and(eq(messageTranslations.channel, channel), eq(messageTranslations.language, language)));
  return toTemplate(channel, language, row);
}

export type OrganizationTemplates = Record<CustomerLanguage, Record<MessageChannel, OrganizationTemplate>>;

/** Every text, for the settings. @throws Forbidden */
export const listMessageTemplates = operation('settings.read', noInput, async (ctx): Promise<OrganizationTemplates> => {
  const english = await ctx.db.select().from(messageTemplates);
  const translated = await ctx.db.select().from(messageTranslations);
  const rows = [...english.map((row) => ({ ...row, language: 'en' as const })), ...translated];
  const of = (language: CustomerLanguage) => {
    const find = (channel: MessageChannel) =>
      toTemplate(
        channel,
        language,
        rows.find((row) => row.channel === channel && row.language === language),
      );
    return { sms: find('sms'), email: find('email') };
  };
  return { en: of('en'), ne: of('ne'), pt: of('pt') };
});

export function toTemplate(
  channel: MessageChannel,
  language: CustomerLanguage,
  row: TemplateRow | undefined,
): OrganizationTemplate {
  const { subject, body } = row?.body
    ? { subject: row.subject, body: row.body }
    : suggestedTexts[language].khalti[channel];
  return {
    channel,
    language,
    subject,
    body,
    version: row?.version ?? 0,
    isSuggested: !row?.body,
    updatedBy: row?.updatedBy ?? null,
    updatedAt: row?.updatedBy ? row.updatedAt.toISOString() : null,
  };
}
