import { expect, it } from 'vitest';
import { webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { getWebhookDelivery } from './list-webhook-deliveries';
import { relayEvents } from './relay-events';
import { deliveriesOf, makeEndpoint } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

it('says what was sold and to no one’s harm: no PIN, no contact; a failed sale says nothing', async () => {
  const stock = await makeStock(test.db, 2);
  const input = { ...order(stock), phone: '9860848045', email: 'customer@example.com' };
  await sell(admin, { ...order(stock), reference: 'unheard' });
  expect(await test.db.$count(webhookEvents)).toBe(0);
  const { id } = await makeEndpoint(admin);
  const { sale, pin } = await sell(admin, input);
  await sell(admin, { ...order(stock), reference: 'out-of-stock' });
  expect(await relayEvents(systemContext(test.db, 'test'))).toBe(1);
  const [delivery, ...more] = await deliveriesOf(test.db, id);
  expect(more).toEqual([]);
  const { body } = await getWebhookDelivery(admin, { deliveryId: delivery?.id ?? 0 });
  expect(JSON.parse(body)).toEqual({
    type: 'sale.succeeded',
    timestamp: sale.settledAt,
    livemode: true,
    data: {
      sale_id: sale.id,
      reference: input.reference,
      product_id: stock.product.id,
      amount_paisa: 200_000,
      supplier: 'stock',
      succeeded_at: sale.settledAt,
    },
  });
  expect(pin).toBeTruthy();
  for (const secret of [pin ?? '', sale.pinLastFour ?? '', '9860848045', 'customer@']) {
    expect(body).not.toContain(secret);
  }
});

it('sends an integrator’s own endpoint its own sales alone', async () => {
  const stock = await makeStock(test.db, 2);
  const [one, other] = [await makeBuyer(test.db, 1_000_000), await makeBuyer(test.db, 1_000_000)];
  const { id } = await makeEndpoint(admin, { integratorId: one.actor.integratorId });
  const { sale } = await sell(one, order(stock));
  await sell(other, order(stock));
  await relayEvents(systemContext(test.db, 'test'));
  const made = await deliveriesOf(test.db, id);
  const bodies = await Promise.all(made.map((row) => getWebhookDelivery(admin, { deliveryId: row.id })));
  expect(bodies.map(({ body }) => JSON.parse(body).data.sale_id)).toEqual([sale.id]);
});
