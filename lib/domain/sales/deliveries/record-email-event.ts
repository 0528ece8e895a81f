import { z } from 'zod';
import { emailEvents } from '@/db/schema/messages';
import { emailEventTypes } from '@/lib/adapters/messaging/resend-webhook';
import { instant } from '@/lib/core/instant';
import { isStorable } from '@/lib/core/storable-text';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { applyEvents, lockEmail } from './apply-email-events';

const providerId = z.string().min(1).max(200).refine(isStorable);
const emailEvent = z.object({
  messageId: z.string().refine(isStorable),
  providerId,
  type: z.enum(emailEventTypes),
  at: instant,
});

/** Takes an event of an email, once however often Resend sends it. One of an email that is not ours is kept without effect. */
export const recordEmailEvent = operation(null, emailEvent, async (ctx: Context<SystemActor>, event): Promise<void> => {
  const now = ctx.now();
  await inTransaction(ctx, async ({ db }) => {
    await lockEmail(db, event.providerId);
    const added = await db
      .insert(emailEvents)
      .values({ ...event, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: emailEvents.id });
    if (added.length > 0) await applyEvents(db, event.providerId, now);
  });
});
