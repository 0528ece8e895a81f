import { emailEvents } from '@/db/schema/messages';
import { type Context, inTransaction, type SystemActor } from '@/lib/context';
import type { ResendEvent } from '@/lib/messaging/resend-webhook';
import { applyEvents, lockEmail } from './email-events';

/** Takes what Resend tells of an email, once however often it is told. What is not ours is kept and means nothing. */
export async function recordEmailEvent(ctx: Context<SystemActor>, event: ResendEvent): Promise<void> {
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
}
