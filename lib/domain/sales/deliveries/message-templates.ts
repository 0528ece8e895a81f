import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { messageTemplates } from '@/db/schema/messages';
import type { MessageChannel, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import { contractTemplates } from '@/lib/adapters/messaging/suggested-texts';
import { noInput, operation } from '@/lib/platform/context/operation';

export type OrganizationTemplate = MessageTemplate & {
  channel: MessageChannel;
  /** Counts every change; 0 while nobody has made one. */
  version: number;
  /** It is the text of the contract, not the organization's own. */
  isSuggested: boolean;
  updatedBy: string | null;
  updatedAt: string | null;
};

/** The text a message has now. For use cases: it asks for no permission. */
export async function readTemplate(db: Executor, channel: MessageChannel): Promise<OrganizationTemplate> {
  const [row] = await db.select().from(messageTemplates).where(eq(messageTemplates.channel, channel));
  return toTemplate(channel, row);
}

/** Both texts, for the settings. @throws Forbidden */
export const listMessageTemplates = operation(
  'settings.read',
  noInput,
  async (ctx): Promise<Record<MessageChannel, OrganizationTemplate>> => {
    const rows = await ctx.db.select().from(messageTemplates);
    const of = (channel: MessageChannel) =>
      toTemplate(
        channel,
        rows.find((row) => row.channel === channel),
      );
    return { sms: of('sms'), email: of('email') };
  },
);

export function toTemplate(
  channel: MessageChannel,
  row: typeof messageTemplates.$inferSelect | undefined,
): OrganizationTemplate {
  const { subject, body } = row?.body ? { subject: row.subject, body: row.body } : contractTemplates[channel];
  return {
    channel,
    subject,
    body,
    version: row?.version ?? 0,
    isSuggested: !row?.body,
    updatedBy: row?.updatedBy ?? null,
    updatedAt: row?.updatedBy ? row.updatedAt.toISOString() : null,
  };
}
