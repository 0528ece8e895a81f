import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { Invalid, Unauthenticated } from '@/lib/core/errors';

const types = {
  'email.delivery_delayed': 'delayed',
  'email.delivered': 'delivered',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
} as const;

export const emailEventTypes = Object.values(types);
export type EmailEventType = (typeof emailEventTypes)[number];
export type ResendEvent = {
  /** The same each time the event is sent again. */
  messageId: string;
  /** Resend's id of the email. */
  providerId: string;
  type: EmailEventType;
  at: Date;
};

const typed = z.object({ type: z.string() });
const emailEvent = z.object({
  type: z.enum(Object.keys(types) as [keyof typeof types]),
  created_at: z.string().pipe(z.coerce.date()),
  data: z.object({ email_id: z.string().min(1).max(200) }),
});

/**
 * The event of one call of Resend's webhook, or null when its type says nothing about a delivery. Resend signs
 * as the Standard Webhooks do, under the header names of Svix; what is older than five minutes is refused.
 * @throws Unauthenticated, Invalid
 */
export function readResendWebhook(headers: Headers, body: string): ResendEvent | null {
  const messageId = headers.get('svix-id') ?? '';
  assertSigned(headers, messageId, body);
  const json = parseJson(body);
  const { data: kind } = typed.safeParse(json);
  if (!kind || !Object.hasOwn(types, kind.type)) return null;
  const event = emailEvent.safeParse(json);
  if (!event.success) throw new Invalid({ data: ['This is no event of an email as we know them.'] });
  const { type, created_at: at, data } = event.data;
  return { messageId, providerId: data.email_id, type: types[type], at };
}

function assertSigned(headers: Headers, messageId: string, body: string): void {
  const { RESEND_WEBHOOK_SECRET: secret } = env();
  const signed = {
    'webhook-id': messageId,
    'webhook-timestamp': headers.get('svix-timestamp') ?? '',
    'webhook-signature': headers.get('svix-signature') ?? '',
  };
  try {
    if (secret) return void new Webhook(secret).verify(body, signed, { jsonParse: false });
  } catch {
    // Answered below, without what is wrong with the signature.
  }
  throw new Unauthenticated('This is not signed by Resend, or was signed too long ago.');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Invalid({ base: ['This is not valid JSON.'] });
  }
}
