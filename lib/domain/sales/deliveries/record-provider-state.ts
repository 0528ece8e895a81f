import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { messageProviders } from '@/db/schema/messages';
import type { MessageChannel } from '@/lib/adapters/messaging/fill-message';
import type { SendOutcome } from '@/lib/adapters/messaging/send-outcome';

/** Keeps the state of a provider. A wrong receiver says nothing about it. */
export async function recordProviderState(db: Executor, channel: MessageChannel, outcome: SendOutcome, now: Date) {
  if (outcome.kind === 'not_configured') return;
  if (outcome.kind === 'refused' && !outcome.alert) return;
  const change =
    outcome.kind === 'sent'
      ? { lastSentAt: now, failingSince: null }
      : { lastFailedAt: now, lastFailure: outcome.reason, failingSince: now };
  const { failingSince } = messageProviders;
  await db
    .insert(messageProviders)
    .values({ channel, ...change })
    .onConflictDoUpdate({
      target: messageProviders.channel,
      set:
        outcome.kind === 'sent'
          ? change
          : { ...change, failingSince: sql`coalesce(${failingSince}, excluded.failing_since)` },
    });
}
