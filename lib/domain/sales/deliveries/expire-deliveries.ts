import { and, eq, lt } from 'drizzle-orm';
import { deliveries } from '@/db/schema/deliveries';
import { emailEvents } from '@/db/schema/messages';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { automaticSince } from './send-schedule';

// Resend repeats an event for days, and a complaint comes late.
const eventsKeptMs = 60 * 24 * 3600_000;

/** Ends what has waited for a day, such as a message whose job was lost: no screen says "queued" forever. */
export async function expireDeliveries(ctx: Context<SystemActor>): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .update(deliveries)
    .set({ state: 'failed', error: 'too_late', updatedAt: now })
    .where(and(eq(deliveries.state, 'queued'), lt(deliveries.createdAt, automaticSince(now))));
  await ctx.db.delete(emailEvents).where(lt(emailEvents.createdAt, new Date(now.getTime() - eventsKeptMs)));
}
