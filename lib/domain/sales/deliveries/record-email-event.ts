import { emailEvents } from '@/db/schema/messages';
import type { ResendEvent } from '@/lib/adapters/messaging/resend-webhook';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
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
