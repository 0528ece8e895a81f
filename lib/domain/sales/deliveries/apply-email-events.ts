import { eq, inArray, sql } from 'drizzle-orm';
import { lockUntilCommit } from '@/db/advisory-lock';
import type { Executor } from '@/db/client';
import { deliveries } from '@/db/schema/deliveries';
import { emailEvents } from '@/db/schema/messages';
import type { EmailEventType } from '@/lib/adapters/messaging/resend-webhook';
import { emitFailedDeliveries } from './delivery-events.sql';
import type { DeliveryError, DeliveryState } from './delivery-summary';

type EmailEvent = { type: EmailEventType; at: Date };
type DeliveryOutcome = { state: DeliveryState; error: DeliveryError | null };

const outcomes: Record<EmailEventType, DeliveryOutcome> = {
  delayed: { state: 'sent', error: 'delayed' },
  delivered: { state: 'delivered', error: null },
  failed: { state: 'failed', error: 'given_up' },
  suppressed: { state: 'failed', error: 'suppressed' },
  bounced: { state: 'bounced', error: null },
  complained: { state: 'delivered', error: 'complained' },
};

/** The more serious wins of two at the same instant, and anything over a delay, whenever that came. */
const severity: EmailEventType[] = ['delayed', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'];

/**
 * How the delivery of an email ended, from all events of it in whatever order: the last by Resend's clock. So a
 * `delivered` that comes late undoes no later bounce, and one that is later than a bounce does.
 */
export function evaluateEvents(events: EmailEvent[]): DeliveryOutcome | null {
  const ends = events.filter(({ type }) => type !== 'delayed');
  const [last] = (ends.length > 0 ? ends : events).toSorted(
    (one, other) => other.at.getTime() - one.at.getTime() || severity.indexOf(other.type) - severity.indexOf(one.type),
  );
  return last ? outcomes[last.type] : null;
}

/**
 * Until the transaction ends, nobody else writes what is known of this email: an event can come before the sending of it
 * is recorded, and neither must miss the other.
 */
export async function lockEmail(db: Executor, providerId: string): Promise<void> {
  await lockUntilCommit(db, `email:${providerId}`);
}

/** Brings a delivery to the state that its events lead to. Call `lockEmail` first. */
export async function applyEvents(db: Executor, providerId: string, now: Date): Promise<void> {
  const events = await db.select().from(emailEvents).where(eq(emailEvents.providerId, providerId));
  const outcome = evaluateEvents(events);
  if (!outcome) return;
  const { state, error } = deliveries;
  const taken = inArray(state, ['sent', 'delivered', 'bounced', 'failed']);
  const isNew = sql`(${state}, ${error}) is distinct from (${outcome.state}, ${outcome.error}::text)`;
  const changed = await db
    .update(deliveries)
    .set({ ...outcome, updatedAt: now })
    .where(sql`${deliveries.providerId} = ${providerId} and ${taken} and ${isNew}`)
    .returning({ id: deliveries.id });
  const ids = changed.map(({ id }) => id);
  await emitFailedDeliveries(db, ids, now);
}
