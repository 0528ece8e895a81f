import { afterAll, beforeAll, expect, it } from 'vitest';
import { webhookEvents } from '@/db/schema/webhooks';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { makeBuyer } from '@/lib/domain/sales/sales/testing';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { getWebhookDelivery, listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { noticeLowCredit } from './notice-low-credit';
import { setCreditTerms } from './set-credit-terms';
import { topUpCredit } from './top-up-credit';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('notifies an integrator once that its credit is below the mark, and again when it is so the next time', async () => {
  const system = systemContext(test.db, 'test');
  const admin = await makeUserContext(test.db, 'admin');
  const [buyer, other] = [await makeBuyer(test.db, 400_000), await makeBuyer(test.db, 400_000)];
  const { integratorId } = buyer.actor;
  await makeEndpoint(admin, { eventTypes: ['credit.low'], integratorId });
  const terms = (lowCreditPaisa: number) => setCreditTerms(admin, { integratorId, limitPaisa: 0, lowCreditPaisa });
  const twice = () => Promise.all([noticeLowCredit(system), noticeLowCredit(system)]);
  await setCreditTerms(admin, { integratorId: other.actor.integratorId, limitPaisa: 0, lowCreditPaisa: 900_000 });
  await terms(400_000);
  await twice();
  await terms(500_000);
  await twice();
  await topUpCredit(admin, { integratorId, amountPaisa: 100_000, reason: 'paid' });
  await twice();
  await terms(600_000);
  await twice();
  const rows = await test.db.select().from(webhookEvents).orderBy(webhookEvents.position);
  expect(rows.map((row) => [row.integratorId, row.data.available_paisa, row.data.threshold_paisa])).toEqual([
    [integratorId, 400_000, 500_000],
    [integratorId, 500_000, 600_000],
  ]);
});

it('says who sees no money that the credit is low, and not how much is left', async () => {
  const admin = await makeUserContext(test.db, 'admin');
  const { integratorId } = (await makeBuyer(test.db, 400_000)).actor;
  const { id: endpointId } = await makeEndpoint(admin, { eventTypes: ['credit.low'], integratorId });
  await setCreditTerms(admin, { integratorId, limitPaisa: 0, lowCreditPaisa: 500_000 });
  await noticeLowCredit(systemContext(test.db, 'test'));
  await relayEvents(systemContext(test.db, 'test'));
  const [delivery] = (await listWebhookDeliveries(admin, { endpointId, page: 1, perPage: 10 })).rows;
  const deliveryId = delivery?.id ?? 0;
  const blind = await makeUserContext(test.db, await makeRole(test.db, 'webhooks.read'));
  const seen = JSON.parse((await getWebhookDelivery(blind, { endpointId, deliveryId })).body);
  expect(seen.data).toMatchObject({ available_paisa: '••••', threshold_paisa: 500_000 });
  const whole = JSON.parse((await getWebhookDelivery(admin, { endpointId, deliveryId })).body);
  expect(whole.data.available_paisa).toBe(400_000);
});
