import { isNull } from 'drizzle-orm';
import { deliveries } from '@/db/schema/deliveries';
import type { MessageChannel } from '@/lib/adapters/messaging/fill-message';
import type { SendFailure } from '@/lib/adapters/messaging/send-outcome';

export type DeliveryState = 'queued' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'not_configured';
/** Why it is in its state; `deliveries.error` in the texts says each in words. */
export type DeliveryError =
  | SendFailure
  | 'no_pin'
  | 'pin_unreadable'
  | 'too_late'
  | 'superseded'
  | 'erased'
  | 'delayed'
  | 'suppressed'
  | 'given_up'
  | 'complained';

export type DeliverySummary = {
  id: number;
  channel: MessageChannel;
  /** `+97798…` or an email address. */
  recipient: string;
  state: DeliveryState;
  attempts: number;
  error: DeliveryError | null;
  createdAt: Date;
  updatedAt: Date;
};

const { id, channel, recipient, state, attempts, error, createdAt, updatedAt } = deliveries;
export const summaryColumns = { id, channel, recipient, state, attempts, error, createdAt, updatedAt };

/** Of a sale's messages those that carry its PIN, and not a goodwill code. */
export const carriesPin = isNull(deliveries.goodwillCodeId);

export function toSummary(row: Omit<DeliverySummary, 'error'> & { error: string | null }): DeliverySummary {
  return { ...row, error: row.error as DeliveryError | null };
}
