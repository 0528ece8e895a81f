import { Hono } from 'hono';
import { readResendWebhook } from '@/lib/adapters/messaging/resend-webhook';
import { type ApiEnv, makeContext } from '@/lib/api/http/environment';
import { limitBody, strangersBody } from '@/lib/api/http/limit-body';
import { problemJson } from '@/lib/api/http/problem';
import { recordEmailEvent } from '@/lib/domain/sales/deliveries/record-email-event';

/** `POST /api/resend/webhooks`: Resend's events of emails it has accepted, authenticated by their signature. */
export const resend = new Hono<ApiEnv>().onError(problemJson).post('/webhooks', limitBody(strangersBody), async (c) => {
  const event = readResendWebhook(c.req.raw.headers, await c.req.text());
  if (event) await recordEmailEvent(makeContext(c.var, { kind: 'system', name: 'Resend' }), event);
  return c.json({ received: true });
});
