/** What an endpoint may ask for, in the order the screens list it. */
export const webhookEventTypes = [
  'coupon.created',
  'coupon.updated',
  'coupon.deleted',
  'coupon.redeemed',
  'coupon.rolled_back',
  'coupon.exhausted',
  'coupon.paused',
  'redemption.held',
  'redemption.lapsed',
  'redemption.rolled_back',
  'codes.issued',
  'codes.low',
  'codes.leak_suspected',
  'sale.succeeded',
  'sale.failed',
  'sale.voided',
  'sale.refunded',
  'sale.pin_missing',
  'sale.pin_replaced',
  'sale.needs_attention',
  'delivery.failed',
  'credit.low',
  'key.expiring',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** The same by what they are about, as the form of a webhook lists them. */
export const webhookEventGroups = {
  redemptions: [
    'coupon.redeemed',
    'coupon.rolled_back',
    'redemption.held',
    'redemption.lapsed',
    'redemption.rolled_back',
  ],
  sales: [
    'sale.succeeded',
    'sale.failed',
    'sale.voided',
    'sale.refunded',
    'sale.pin_missing',
    'sale.pin_replaced',
    'sale.needs_attention',
    'delivery.failed',
  ],
  coupons: ['coupon.created', 'coupon.updated', 'coupon.deleted', 'coupon.exhausted', 'coupon.paused'],
  codes: ['codes.issued', 'codes.low', 'codes.leak_suspected'],
  account: ['credit.low', 'key.expiring'],
} as const satisfies Record<string, readonly WebhookEventType[]>;

/** What a new webhook asks for unless somebody chooses: what was redeemed and sold, and what stops that. */
export const usualEventTypes: readonly WebhookEventType[] = [
  'coupon.redeemed',
  'coupon.rolled_back',
  'coupon.exhausted',
  'coupon.paused',
  'codes.low',
  'sale.succeeded',
  'sale.failed',
  'sale.voided',
  'sale.refunded',
  'sale.pin_replaced',
];

/** Sent on demand to one endpoint, whatever it asks for. */
export const testEventType = 'webhook.test';
