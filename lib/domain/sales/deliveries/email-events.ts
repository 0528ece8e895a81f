import { eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { emailEvents } from '@/db/schema/messages';
import { deliveries } from '@/db/schema/sales';
import type { EmailEventType } from '@/lib/adapters/messaging/resend-webhook';
import type { DeliveryError, DeliveryState } from './delivery-summary';

type Told = { type: EmailEventType; at: Date };
type Verdict = { state: DeliveryState; error: DeliveryError | null };

const verdicts: Record<EmailEventType, Verdict> = {
  delayed: { state: 'sent', error: 'delayed' },
  delivered: { state: 'delivered', error: null },
  failed: { state: 'failed', error: 'given_up' },
  suppressed: { state: 'failed', error: 'suppressed' },
  bounced: { state: 'bounced', error: null },
  complained: { state: 'delivered', error: 'complained' },
};

/** The graver wins of two at the same instant, and anything over a delay, whenever that was told. */
const gravity: EmailEventType[] = ['delayed', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'];

/**
 * What became of an email, of all that was told of it in whatever order: the last by Resend's clock. So a `delivered`
 * that comes late undoes no later bounce, and one that is later than a bounce does.
 */
export function evaluateEvents(events: Told[]): Verdict | null {
  const ends = events.filter(({ type }) => type !== 'delayed');
  const [last] = (ends.length > 0 ? ends : events).toSorted(
    (one, other) => other.at.getTime() - one.at.getTime() || gravity.indexOf(other.type) - gravity.indexOf(one.type),
  );
  return last ? verdicts[last.type] : null;
}

/**
 * Until the transaction ends, nobody else writes what is known of this email: an event may be told before the sending
 * of it is recorded, and neither may miss the other.
 */
export async function lockEmail(db: Executor, providerId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`email:${providerId}`}, 0))`);
}

/** Brings a delivery to where the events put it. Behind `lockEmail`. */
export async function applyEvents(db: Executor, providerId: string, now: Date): Promise<void> {
  const told = await db.select().from(emailEvents).where(eq(emailEvents.providerId, providerId));
  const verdict = evaluateEvents(told);
  if (!verdict) return;
  const { state, error } = deliveries;
  const taken = inArray(state, ['sent', 'delivered', 'bounced', 'failed']);
  const isNew = sql`(${state}, ${error}) is distinct from (${verdict.state}, ${verdict.error}::text)`;
  await db
    .update(deliveries)
    .set({ ...verdict, updatedAt: now })
    .where(sql`${deliveries.providerId} = ${providerId} and ${taken} and ${isNew}`);
}
