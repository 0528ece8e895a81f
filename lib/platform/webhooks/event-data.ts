import { z } from 'zod';
import { testEventType, type WebhookEventType } from './event-types';

const id = z.number().int().positive();
const instant = z.iso.datetime();

const redemption = z.strictObject({
  redemption_id: id,
  coupon_id: id,
  /** The issued code's id, never the code; null for a coupon's own code. */
  code_id: id.nullable(),
  /** The platform's own ids; null where that is itself a phone number or an email address. */
  user_id: z.string().nullable(),
  tvod_price_id: id.nullable(),
  subscription_id: z.string().nullable(),
});

const sale = z.strictObject({
  sale_id: id,
  reference: z.string(),
  product_id: id,
  amount_paisa: z.number().int().positive(),
  supplier: z.enum(['stock', 'khalti']),
});

/** What each event says. Strict: a field that is not named here, such as a PIN or a contact, is not sent. */
export const webhookEventData = {
  'coupon.created': z.strictObject({ coupon_id: id, created_at: instant }),
  'coupon.updated': z.strictObject({
    coupon_id: id,
    /** Names of fields as the API has them; `user_groups` and `tvod_prices` of links, `deleted_at` of one that was restored. */
    changed: z.array(z.string()),
    updated_at: instant,
  }),
  'coupon.deleted': z.strictObject({ coupon_id: id, deleted_at: instant }),
  'coupon.redeemed': redemption.extend({ redeemed_at: instant }),
  'coupon.rolled_back': redemption.extend({ rolled_back_at: instant }),
  'coupon.exhausted': z.strictObject({
    coupon_id: id,
    max_redemptions: id,
    /** The redemption or the hold that took the last place. */
    redemption_id: id,
  }),
  'coupon.paused': z.strictObject({
    coupon_id: id,
    /** How many redemptions within an hour switch it off. */
    redemptions_per_hour: id,
    paused_at: instant,
  }),
  'redemption.held': redemption.extend({ hold_expires_at: instant }),
  'redemption.lapsed': redemption.extend({ lapsed_at: instant }),
  'redemption.rolled_back': redemption.extend({ state_before: z.enum(['held', 'redeemed']), rolled_back_at: instant }),
  'codes.issued': z.strictObject({ coupon_id: id, batch_id: id, issued: z.number().int().min(0), issued_at: instant }),
  'codes.low': z.strictObject({
    coupon_id: id,
    available: z.number().int().min(0),
    threshold: z.number().int().min(0),
  }),
  'codes.leak_suspected': z.strictObject({
    coupon_id: id,
    batch_id: id,
    /** How many different codes of the batch were tried within the hour, all before their sale. */
    codes: id,
    suspected_at: instant,
  }),
  'sale.succeeded': sale.extend({ succeeded_at: instant }),
  'sale.failed': sale.extend({ failed_at: instant }),
  'sale.voided': sale.extend({ voided_at: instant }),
  'sale.refunded': sale.extend({ refunded_at: instant }),
  'sale.pin_missing': sale.extend({ since: instant }),
  'sale.pin_replaced': sale.extend({ replaced_at: instant }),
  'sale.needs_attention': sale.extend({ state: z.enum(['pending', 'unknown', 'pin_missing']), since: instant }),
  'delivery.failed': z.strictObject({
    delivery_id: id,
    sale_id: id,
    reference: z.string(),
    channel: z.enum(['sms', 'email']),
    state: z.enum(['failed', 'bounced']),
    /** Our own name for the cause; null where the provider gave none. */
    error: z.string().nullable(),
    failed_at: instant,
  }),
  'credit.low': z.strictObject({
    available_paisa: z.number().int(),
    /** The mark that it fell below. */
    threshold_paisa: z.number().int().min(0),
    noticed_at: instant,
  }),
  'key.expiring': z.strictObject({
    key_id: id,
    /** How the key begins; never the key. */
    prefix: z.string(),
    expires_at: instant,
  }),
  [testEventType]: z.strictObject({ message: z.string() }),
} as const satisfies Record<WebhookEventType | typeof testEventType, z.ZodObject>;

export type AnyWebhookEventType = keyof typeof webhookEventData;
export type WebhookEventData<T extends AnyWebhookEventType> = z.input<(typeof webhookEventData)[T]>;

export function isWebhookEventType(type: string): type is AnyWebhookEventType {
  return Object.hasOwn(webhookEventData, type);
}
