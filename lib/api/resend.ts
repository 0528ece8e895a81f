import { Hono } from 'hono';
import { recordEmailEvent } from '@/lib/deliveries/record-email-event';
import { readResendWebhook } from '@/lib/messaging/resend-webhook';
import { type ApiEnv, makeContext } from './environment';
import { limitBody } from './limit-body';
import { problemJson } from './problem';

/** `POST /api/resend/webhooks`: what Resend tells of emails it has taken. Its signature is what lets it in. */
export const resend = new Hono<ApiEnv>().onError(problemJson).post('/webhooks', limitBody(64 * 1024), async (c) => {
  const event = readResendWebhook(c.req.raw.headers, await c.req.text());
  if (event) await recordEmailEvent(makeContext(c.var, { kind: 'system', name: 'Resend' }), event);
  return c.json({ received: true });
});
