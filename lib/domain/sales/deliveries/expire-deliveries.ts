import { and, eq, lt } from 'drizzle-orm';
import { deliveries } from '@/db/schema/deliveries';
import { emailEvents } from '@/db/schema/messages';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { emitFailedDeliveries } from './delivery-events.sql';
import { automaticSince } from './send-schedule';

// Resend repeats an event for days, and a complaint comes late.
const eventsKeptMs = 60 * 24 * 3600_000;

/** Ends what has waited for a day, such as a message whose job was lost: no screen says "queued" forever. */
export async function expireDeliveries(ctx: Context<SystemActor>): Promise<void> {
  const now = ctx.now();
  await inTransaction(ctx, async ({ db }) => {
    const expired = await db
      .update(deliveries)
      .set({ state: 'failed', error: 'too_late', updatedAt: now })
      .where(and(eq(deliveries.state, 'queued'), lt(deliveries.createdAt, automaticSince(now))))
      .returning({ id: deliveries.id });
    const ids = expired.map(({ id }) => id);
    await emitFailedDeliveries(db, ids, now);
  });
  await ctx.db.delete(emailEvents).where(lt(emailEvents.createdAt, new Date(now.getTime() - eventsKeptMs)));
}
