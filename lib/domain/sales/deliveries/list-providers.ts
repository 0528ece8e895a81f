import { and, eq, gt } from 'drizzle-orm';
import { deliveries } from '@/db/schema/deliveries';
import { messageProviders } from '@/db/schema/messages';
import type { MessageChannel } from '@/lib/adapters/messaging/fill-message';
import { needsAdmin, type SendFailure } from '@/lib/adapters/messaging/send-outcome';
import { env } from '@/lib/core/env';
import { noInput, operation } from '@/lib/platform/context/operation';

export type MessageProvider = {
  channel: MessageChannel;
  /** The variables that are not set; empty when the channel is set up. */
  missing: string[];
  lastSentAt: string | null;
  lastFailedAt: string | null;
  lastFailure: SendFailure | null;
  /** No message has gone out since then. */
  failingSince: string | null;
  /** It does not recover by itself. */
  needsAdmin: boolean;
  /** Messages that have failed and are tried again. */
  waiting: number;
};

/** The state of each channel. @throws Forbidden */
export const listProviders = operation('sales.read', noInput, async (ctx): Promise<MessageProvider[]> => {
  const rows = await ctx.db.select().from(messageProviders);
  return Promise.all(
    (['sms', 'email'] as const).map(async (channel) => {
      const row = rows.find((known) => known.channel === channel);
      const lastFailure = (row?.lastFailure ?? null) as SendFailure | null;
      const waits = and(eq(deliveries.channel, channel), eq(deliveries.state, 'queued'), gt(deliveries.attempts, 0));
      return {
        channel,
        missing: missingVariables(channel),
        lastSentAt: row?.lastSentAt?.toISOString() ?? null,
        lastFailedAt: row?.lastFailedAt?.toISOString() ?? null,
        lastFailure,
        failingSince: row?.failingSince?.toISOString() ?? null,
        needsAdmin: lastFailure !== null && needsAdmin(lastFailure),
        waiting: await ctx.db.$count(deliveries, waits),
      };
    }),
  );
});

function missingVariables(channel: MessageChannel): string[] {
  const { SPARROW_TOKEN, SPARROW_FROM, RESEND_API_KEY, EMAIL_FROM } = env();
  const wanted = channel === 'sms' ? { SPARROW_TOKEN, SPARROW_FROM } : { RESEND_API_KEY, EMAIL_FROM };
  return Object.entries(wanted).flatMap(([name, value]) => (value ? [] : [name]));
}
