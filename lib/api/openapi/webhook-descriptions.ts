import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { type WebhookEventData, webhookEventData } from '@/lib/platform/webhooks/event-data';
import { type WebhookEventType, webhookEventTypes } from '@/lib/platform/webhooks/event-types';

const at = '2026-11-03T06:15:00.000Z';

const redemption = {
  redemption_id: 1,
  coupon_id: 1,
  code_id: null,
  user_id: 'user-4411',
  tvod_price_id: null,
  subscription_id: 'sub-881',
};
const sale = {
  sale_id: 7,
  reference: 'order-20931',
  product_id: 1,
  amount_paisa: 200_000,
  supplier: 'stock' as const,
};

const events: { [T in WebhookEventType]: { summary: string; description: string; data: WebhookEventData<T> } } = {
  'coupon.created': {
    summary: 'A coupon was created',
    description: 'By a key, at the desk, as a copy or from a file.',
    data: { coupon_id: 1, created_at: at },
  },
  'coupon.updated': {
    summary: 'A coupon was changed',
    description:
      '`changed` names its fields as the management API does; `user_groups` and `tvod_prices` for what it is linked to, and ' +
      '`deleted_at` when it was restored. A pause has an event of its own.',
    data: { coupon_id: 1, changed: ['discount', 'expiration_date'], updated_at: at },
  },
  'coupon.deleted': {
    summary: 'A coupon was deleted',
    description: 'It is in the bin: nobody redeems it, and a person can restore it.',
    data: { coupon_id: 1, deleted_at: at },
  },
  'coupon.redeemed': {
    summary: 'A coupon was redeemed',
    description: 'Also when a hold is confirmed; a hold itself sends `redemption.held`.',
    data: { ...redemption, redeemed_at: at },
  },
  'coupon.rolled_back': {
    summary: 'A redeemed coupon was rolled back',
    description:
      'Its code and its place under the limit are free again. The same is in `redemption.rolled_back`, which holds have too.',
    data: { ...redemption, rolled_back_at: at },
  },
  'coupon.exhausted': {
    summary: 'A coupon reached its limit',
    description:
      'Sent by the redemption or the hold that takes the last place; again when a place becomes free and is taken.',
    data: { coupon_id: 1, max_redemptions: 500, redemption_id: 981 },
  },
  'coupon.paused': {
    summary: 'A coupon was paused',
    description:
      'It was redeemed as often within an hour as its brake allows (`redemptions_per_hour`), and is switched off until a person ' +
      'switches it on again.',
    data: { coupon_id: 1, redemptions_per_hour: 200, paused_at: at },
  },
  'redemption.held': {
    summary: 'A coupon is held',
    description:
      'Until it is confirmed (`coupon.redeemed`), rolled back (`redemption.rolled_back`) or over (`redemption.lapsed`).',
    data: { ...redemption, hold_expires_at: '2026-11-03T06:30:00.000Z' },
  },
  'redemption.lapsed': {
    summary: 'A hold ran out',
    description:
      'Its code and its place are free again since `lapsed_at`. Sent when the coupon is used the next time, within 15 seconds at most.',
    data: { ...redemption, lapsed_at: at },
  },
  'redemption.rolled_back': {
    summary: 'A redemption or a hold was rolled back',
    description: 'Its code and its place under the limit are free again.',
    data: { ...redemption, state_before: 'held', rolled_back_at: at },
  },
  'codes.issued': {
    summary: 'Codes were issued',
    description: 'All codes of a batch are there: made, listed by a key, or imported from a file.',
    data: { coupon_id: 1, batch_id: 3, issued: 5_000, issued_at: at },
  },
  'codes.low': {
    summary: 'Few codes are left to sell',
    description: 'Once, until codes were added: `available` came down to the mark of a product, `threshold`.',
    data: { coupon_id: 1, available: 20, threshold: 20 },
  },
  'codes.leak_suspected': {
    summary: 'Codes may be known to strangers',
    description:
      'Several different codes of one batch were tried within an hour before any of them was sold. Once, until a person ' +
      'pauses the batch or says that its codes are safe.',
    data: { coupon_id: 1, batch_id: 3, codes: 3, suspected_at: at },
  },
  'sale.succeeded': {
    summary: 'A sale succeeded',
    description: 'The PIN is never in a message: an integrator reads its own at `GET /api/v1/sales/{reference}`.',
    data: { ...sale, succeeded_at: at },
  },
  'sale.failed': {
    summary: 'A sale failed',
    description: 'No PIN was sold and it costs nothing; what was held of the credit is back.',
    data: { ...sale, failed_at: at },
  },
  'sale.voided': {
    summary: 'A sale was undone',
    description: 'Its PIN was unused and works no more. An integrator has the credit of the sale back.',
    data: { ...sale, voided_at: at },
  },
  'sale.refunded': {
    summary: 'A sale was refunded',
    description:
      'Its supplier gave the money back, with or without a PIN having been sold. An integrator has the credit of the sale back, less ' +
      'what it had back as goodwill before. A PIN of it can work still: it is not ours to stop.',
    data: { ...sale, supplier: 'khalti', refunded_at: at },
  },
  'sale.pin_missing': {
    summary: 'A sale has no PIN yet',
    description: 'It is paid for, and its supplier gave no PIN. A person gets it, or the money back.',
    data: { ...sale, supplier: 'khalti', since: at },
  },
  'sale.pin_replaced': {
    summary: 'A sale has another PIN',
    description:
      'The one before works no more, or was wrong. The new one is never in a message: an integrator reads it at ' +
      '`GET /api/v1/sales/{reference}`.',
    data: { ...sale, replaced_at: at },
  },
  'sale.needs_attention': {
    summary: 'A sale needs a person',
    description: 'It stayed open too long, or its supplier contradicts itself.',
    data: { ...sale, supplier: 'khalti', state: 'unknown', since: at },
  },
  'delivery.failed': {
    summary: 'A message to a customer did not arrive',
    description: 'The PIN of the sale was to be sent by SMS or email. The contact is never in a message.',
    data: {
      delivery_id: 12,
      sale_id: 7,
      reference: 'order-20931',
      channel: 'sms',
      state: 'failed',
      error: 'rejected',
      failed_at: at,
    },
  },
  'credit.low': {
    summary: 'Credit is low',
    description: 'Once, until it is back at the mark: what can be spent came below it. Looked at each minute.',
    data: { available_paisa: 450_000, threshold_paisa: 500_000, noticed_at: at },
  },
  'key.expiring': {
    summary: 'An API key ends soon',
    description: 'Once, 30 days before. Replace it while both can work.',
    data: { key_id: 4, prefix: 'cdk_7Q2M', expires_at: '2026-12-01T00:00:00.000Z' },
  },
};

const howTo = `\
Sent by POST to the endpoints that ask for it, by the rules of [Standard Webhooks](https://www.standardwebhooks.com): \
check \`webhook-signature\` with the endpoint's secret before you believe anything, and take the same \`webhook-id\` \
only once. Messages come one at a time, in the order in which things happened. One that is not answered with 2xx within 15 \
seconds is sent again for three days, and those behind it wait; one that is refused twice is overtaken as soon as one behind \
it is accepted.`;

const headers = z.object({
  'webhook-id': z.string().meta({ description: 'The same at every attempt.', example: 'msg_5b7c9f0e2d1a4c3b' }),
  'webhook-timestamp': z.string().meta({ description: 'When it was sent, in seconds.', example: '1793686500' }),
  'webhook-signature': z.string().meta({
    description: 'Of id, timestamp and body, joined by dots; two while a secret is being changed.',
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  }),
});

/** The document's `webhooks`: what we send, from the schemas that what is sent must fit. */
export function describeWebhooks(registry: OpenAPIHono['openAPIRegistry']): void {
  for (const type of webhookEventTypes) {
    const { summary, description, data } = events[type];
    const schema = z.object({
      type: z.literal(type),
      timestamp: z.iso.datetime().meta({ description: 'When it happened.' }),
      livemode: z.boolean().meta({ description: 'False for what happened in test mode.' }),
      data: webhookEventData[type],
    });
    registry.registerWebhook({
      method: 'post',
      path: type,
      operationId: type.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase()),
      // On the page of events: with the calls that manage endpoints one page would have over 80 KiB, and these are those events.
      tags: ['Events'],
      // Its signature says who sent it.
      security: [],
      summary,
      description: `${description}\n\n${howTo}`,
      request: {
        headers,
        body: { content: { 'application/json': { schema, example: { type, timestamp: at, livemode: true, data } } } },
      },
      responses: {
        '2XX': { description: 'You have it.' },
        410: { description: 'You want no more: the endpoint is switched off.' },
      },
    });
  }
}
