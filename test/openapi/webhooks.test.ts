import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { apiDocument } from '@/lib/api/openapi/describe-api';
import { noticeKeys } from '@/lib/domain/access/integrators/notice-keys';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { confirmRedemption } from '@/lib/domain/redemptions/redemptions/confirm-redemption';
import { expireHolds } from '@/lib/domain/redemptions/redemptions/expire-holds';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { makeCodes, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { noticeLowCredit } from '@/lib/domain/sales/credits/notice-low-credit';
import { expireDeliveries } from '@/lib/domain/sales/deliveries/expire-deliveries';
import { queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { notifyLowStock } from '@/lib/domain/sales/products/notify-low-stock';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { webhookEventTypes } from '@/lib/platform/webhooks/event-types';
import { getWebhookDelivery } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { deliveriesOf, makeEndpoint } from '@/lib/platform/webhooks/testing';
import { prepared } from '@/test/prepared';
import { differences, validatorOf } from './calls';

type Media = { schema: object; example: { type: string } };
type Webhook = { post: { operationId: string; requestBody: { content: { 'application/json': Media } } } };

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const app = createApp({ database: () => test.db, now: () => new Date() });
const document = apiDocument(app);
const webhooks = document.webhooks as unknown as Record<string, Webhook>;
const mediaOf = (type: string) => webhooks[type]?.post.requestBody.content['application/json'] as Media;

describe('the webhooks of the OpenAPI document', () => {
  it('are all that an endpoint can ask for, each with a name of its own', () => {
    expect(Object.keys(webhooks)).toEqual([...webhookEventTypes]);
    expect(new Set(Object.values(webhooks).map(({ post }) => post.operationId)).size).toBe(webhookEventTypes.length);
  });

  it.each(webhookEventTypes)('show a %s that fits its own schema', (type) => {
    const { schema, example } = mediaOf(type);
    expect(validatorOf(document, schema).parse(example)).toMatchObject({ type });
  });

  it('are what is sent', async () => {
    const { id } = await makeEndpoint(admin, { eventTypes: [...webhookEventTypes] });
    await happen();
    await relayEvents(systemContext(test.db, 'test'));
    const rows = await deliveriesOf(test.db, id);
    const sent = await Promise.all(rows.map((row) => getWebhookDelivery(admin, { deliveryId: row.id })));
    const messages = sent.map(({ body }) => JSON.parse(body) as { type: string });
    expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(webhookEventTypes));
    for (const message of messages) {
      const { schema, example } = mediaOf(message.type);
      validatorOf(document, schema).parse(message);
      expect(differences(example, message)).toEqual([]);
    }
  });
});

/** Causes every event as its use case does, but for those that need a supplier that fails or does not answer. */
async function happen(): Promise<void> {
  const organization = { ...admin, actor: (await makeBuyer(test.db, 1_000_000)).actor };
  const ctx = {
    ...organization,
    actor: { ...organization.actor, scopes: ['redemptions:read', 'redemptions:write'] as const },
  };
  await test.sql`update integrators set low_credit_paisa = 2000000 where id = ${ctx.actor.integratorId}`;
  await noticeLowCredit(systemContext(test.db, 'test'));
  await test.sql`update api_keys set expires_at = now() + interval '3 days' where integrator_id = ${ctx.actor.integratorId}`;
  await noticeKeys(systemContext(test.db, 'test'));
  const made = await createCoupon(admin, { code: 'ANNOUNCED', discount: 25, duration: 'once' });
  await updateCoupon(admin, { id: made.id, discount: 30 });
  await issueCodes(admin, { couponId: made.id, count: 1 });
  await deleteCoupon(admin, { id: made.id });
  const coupon = await makeCoupon(test.db, { maxRedemptions: 2 });
  const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'u' }, subscription_id: 's' });
  await rollBackRedemption(ctx, { id, reason: 'Payment failed' });
  await redeem(ctx, { code: coupon.code, user: { id: 'u' } });
  const held = await redeem(ctx, { code: coupon.code, user: { id: 'v' }, hold_seconds: 60 });
  await confirmRedemption(ctx, { id: held.id });
  const short = await makeCoupon(test.db);
  await redeem(ctx, { code: short.code, user: { id: 'u' }, hold_seconds: 60 });
  await expireHolds({ ...systemContext(test.db, 'test'), now: () => new Date(Date.now() + 120_000) });
  const braked = await makeCoupon(test.db, { redemptionsPerHour: 1 });
  await redeem(ctx, { code: braked.code, user: { id: 'u' } });
  const unsold = await makeCoupon(test.db, { requiresSale: true });
  for (const { code } of await makeCodes(test.db, unsold.id, 3)) {
    await expect(redeem(ctx, { code, user: { id: 'u' } })).rejects.toMatchObject({ reason: 'code_not_sold' });
  }
  const { sale: sold } = await sell(admin, order(await makeStock(test.db, 2)));
  await queueDeliveries(admin, { saleId: sold.id, phone: '9841012345', email: null });
  await test.sql`update deliveries set created_at = now() - interval '2 days'`;
  await expireDeliveries(systemContext(test.db, 'test'));
  await replaceSalePin(admin, { saleId: sold.id, reason: 'Read out wrong' });
  await voidSale(admin, { saleId: sold.id, reason: 'Wrong customer' });
  await test.sql`update products set low_stock_threshold = 5`;
  await notifyLowStock(systemContext(test.db, 'test'));
  const sale = { sale_id: 1, reference: 'r', product_id: 1, amount_paisa: 100, supplier: 'khalti' as const };
  const now = new Date().toISOString();
  const data = { ...sale, state: 'unknown' as const, since: now };
  await publishEvent(admin, { type: 'sale.failed', data: { ...sale, failed_at: now } });
  await publishEvent(admin, { type: 'sale.refunded', data: { ...sale, refunded_at: now } });
  await publishEvent(admin, { type: 'sale.pin_missing', data: { ...sale, since: now } });
  await publishEvent(admin, { type: 'sale.needs_attention', data });
}
