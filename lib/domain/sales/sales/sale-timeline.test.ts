import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { creditAccounts, creditTransfers } from '@/db/schema/credits';
import { deliveries } from '@/db/schema/deliveries';
import { saleEvents } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { setCustomerMessages } from '@/lib/domain/access/integrators/set-customer-messages';
import { openSaleStates } from '@/lib/domain/sales/open-sale-states';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { webhookEventData } from '@/lib/platform/webhooks/event-data';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { prepared } from '@/test/prepared';
import { flagSale, lockSale } from './change-sale';
import { saleStates } from './filters';
import { markSaleRefunded } from './mark-refunded';
import { openSupplierSale } from './open-supplier-sale';
import { enterSalePin } from './resolve-sale';
import { canBecome, saleTransitions } from './sale-transitions';
import { sell } from './sell';
import { settlePayment } from './settle-payment';
import { makeBuyer, makeStock } from './testing';

type Product = { id: number; amountPaisa: number };

const test = openTestDatabase();
const khalti = prepared(connectKhalti);
let admin: Context<UserActor>;
let buyer: Context<KeyActor>;
const products: Record<'stock' | 'khalti', Product> = {
  stock: { id: 0, amountPaisa: 0 },
  khalti: { id: 0, amountPaisa: 0 },
};
const contacts = { phone: '9860848045', email: 'buyer@example.com' };
const requestId = 'request-1';

beforeAll(async () => {
  products.stock = (await makeStock(test.db, 3)).product;
  products.khalti = await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
  admin = { ...(await makeUserContext(test.db, 'admin')), requestId };
  buyer = { ...(await makeBuyer(test.db, 10_000_000)), requestId };
  await setCustomerMessages(admin, { id: buyer.actor.integratorId, sent: true });
  await makeEndpoint(admin);
});
afterEach(() => khalti.clearFaults());

function order({ id: productId, amountPaisa: expectedAmountPaisa }: Product, more: object = {}) {
  return { reference: randomUUID(), productId, expectedAmountPaisa, ...more };
}

/** Everything that was written about a sale, oldest first. */
async function recordsOf(saleId: number) {
  const { db } = test;
  const { state, actorName, note } = saleEvents;
  const ofSale = and(eq(auditEvents.subjectKind, 'sale'), eq(auditEvents.subjectId, saleId));
  const transfers = await db
    .select()
    .from(creditTransfers)
    .where(eq(creditTransfers.saleId, saleId))
    .orderBy(asc(creditTransfers.id));
  const accounts = await db.select().from(creditAccounts);
  const kindOf = (id: number) => accounts.find((account) => account.id === id)?.kind;
  const jobs = await test.sql`select from pgboss.job j join deliveries d on d.id = (j.data->>'deliveryId')::bigint
    where d.sale_id = ${saleId} and j.name = 'send-delivery'`;
  return {
    timeline: await db
      .select({ state, actorName, note })
      .from(saleEvents)
      .where(eq(saleEvents.saleId, saleId))
      .orderBy(asc(saleEvents.id)),
    audit: await db.select().from(auditEvents).where(ofSale).orderBy(asc(auditEvents.id)),
    transfers: transfers.map((row) => [row.kind, kindOf(row.fromAccountId), kindOf(row.toAccountId), row.amountPaisa]),
    messages: await db
      .select({ channel: deliveries.channel, recipient: deliveries.recipient, state: deliveries.state })
      .from(deliveries)
      .where(eq(deliveries.saleId, saleId))
      .orderBy(asc(deliveries.id)),
    jobs: jobs.length,
    webhooks: (await db.select().from(webhookEvents)).filter(
      ({ data }) => (data as { sale_id: number }).sale_id === saleId,
    ),
  };
}

describe.each(['stock', 'khalti'] as const)('a sale from %s that succeeds', (supplier) => {
  it('has its timeline, audit row, messages with their jobs, webhook event and transfers', async () => {
    const product = products[supplier];
    const { sale } = await sell(buyer, order(product, contacts));
    const { timeline, audit, transfers, messages, jobs, webhooks } = await recordsOf(sale.id);
    const { integratorName, integratorId, id: apiKeyId } = buyer.actor;
    const states = supplier === 'stock' ? ['succeeded'] : ['pending', 'succeeded'];
    expect(timeline.map(({ state }) => state)).toEqual(states);
    expect(new Set(timeline.map(({ actorName }) => actorName))).toEqual(new Set([integratorName]));
    expect(audit.map(({ action }) => action)).toEqual(states.map((state) => `sale.${state}`));
    const facts = { productId: product.id, amountPaisa: product.amountPaisa };
    expect(audit.at(-1)).toMatchObject({
      actorKind: 'key',
      userId: null,
      apiKeyId,
      actorName: integratorName,
      requestId,
    });
    expect(audit[0]?.data).toEqual(facts);
    if (supplier === 'khalti') expect(audit[1]?.data).toEqual({ ...facts, from: 'pending' });
    expect(transfers).toEqual(
      supplier === 'stock'
        ? [['purchase', 'available', 'consumed', product.amountPaisa]]
        : [
            ['hold', 'available', 'held', product.amountPaisa],
            ['settle', 'held', 'consumed', product.amountPaisa],
          ],
    );
    expect(messages).toEqual([
      { channel: 'sms', recipient: '+9779860848045', state: 'queued' },
      { channel: 'email', recipient: 'buyer@example.com', state: 'queued' },
    ]);
    expect(jobs).toBe(2);
    const { id: sale_id, reference, settledAt: succeeded_at } = sale;
    expect(webhooks).toMatchObject([{ type: 'sale.succeeded', integratorId }]);
    expect(webhooks[0]?.data).toEqual({
      sale_id,
      reference,
      product_id: product.id,
      amount_paisa: product.amountPaisa,
      supplier,
      succeeded_at,
    });
  });

  it('sends no message for an integrator that sends them itself, as a new one does', async () => {
    const own = await makeBuyer(test.db, 10_000_000);
    const { sale } = await sell(own, order(products[supplier], contacts));
    expect(sale).toMatchObject({ state: 'succeeded', phone: '+9779860848045', email: contacts.email });
    const { messages, jobs, webhooks } = await recordsOf(sale.id);
    expect([messages, jobs, webhooks.length]).toEqual([[], 0, 1]);
  });

  it('sends no message without a contact', async () => {
    const { sale } = await sell(admin, order(products[supplier]));
    const { audit, transfers, messages, jobs } = await recordsOf(sale.id);
    expect(audit.at(-1)).toMatchObject({ actorKind: 'user', userId: admin.actor.id, apiKeyId: null, requestId });
    expect([transfers, messages, jobs]).toEqual([[], [], 0]);
  });
});

describe.each(['stock', 'khalti'] as const)('a sale from %s that fails', (supplier) => {
  it('has its timeline and audit row with the reason, and costs nothing', async () => {
    if (supplier === 'khalti') khalti.fault({ kind: 'out-of-stock' });
    const { sale } = await sell(buyer, order(products[supplier], contacts));
    expect(sale.state).toBe('failed');
    const { timeline, audit, transfers, messages, jobs, webhooks } = await recordsOf(sale.id);
    expect(timeline.at(-1)).toMatchObject({ state: 'failed', note: expect.stringMatching(/./) });
    expect(audit.at(-1)?.action).toBe('sale.failed');
    expect(transfers.map(([kind]) => kind)).toEqual(supplier === 'stock' ? [] : ['hold', 'release']);
    expect([messages, jobs, webhooks]).toEqual([[], 0, []]);
  });
});

describe('a paid sale without a PIN', () => {
  const paid = async () => {
    khalti.fault({ kind: 'no-pin' });
    return (await sell(buyer, order(products.khalti, contacts))).sale.id;
  };

  it('gives the credit back when it is refunded, and sends nothing', async () => {
    const saleId = await paid();
    await markSaleRefunded(admin, { saleId, reason: 'Khalti gave it back', evidence: 'Bank statement' });
    const { timeline, transfers, messages, webhooks } = await recordsOf(saleId);
    expect(timeline.map(({ state }) => state)).toEqual(['pending', 'pin_missing', 'refunded']);
    expect(transfers.at(-1)).toEqual(['release', 'held', 'available', products.khalti.amountPaisa]);
    expect([messages, webhooks]).toEqual([[], []]);
  });

  it('leaves nothing behind when entering its PIN is rolled back', async () => {
    const saleId = await paid();
    const before = await recordsOf(saleId);
    const failing = inTransaction(admin, async (tx) => {
      await enterSalePin(tx, { saleId, pin: 'ABCD-9999-ZZ', confirmed: true, reason: 'ticket 9' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await recordsOf(saleId)).toEqual(before);
  });
});

it('keeps a supplier’s words that are not well-formed text', async () => {
  const { reference, productId, expectedAmountPaisa } = order(products.khalti);
  const purchase = {
    reference,
    productId,
    expectedAmountPaisa,
    phone: null,
    email: null,
    language: null,
    paymentMethod: null,
    despiteSaleId: 0,
    at: new Date(),
  };
  const { sale } = await openSupplierSale(admin, purchase, true);
  const paid = {
    kind: 'pin_missing',
    serial: null,
    supplierSaleId: null,
    costPaisa: null,
    words: 'half a \ud83d pair',
  } as const;
  await settlePayment(admin, sale.id, paid, 1);
  const { timeline } = await recordsOf(sale.id);
  expect(timeline.at(-1)).toMatchObject({ state: 'pin_missing', note: 'half a \ufffd pair' });
});

it('says once that an open sale needs a person, to endpoints that ask for it', async () => {
  await makeEndpoint(admin, { eventTypes: ['sale.needs_attention'] });
  khalti.fault({ kind: 'no-pin' });
  const { sale } = await sell(buyer, order(products.khalti));
  await inTransaction(admin, async (tx) => flagSale(tx, await lockSale(tx, sale.id), 'late_answer'));
  const { webhooks } = await recordsOf(sale.id);
  expect(webhooks).toMatchObject([{ type: 'sale.needs_attention', integratorId: buyer.actor.integratorId }]);
  const data = webhookEventData['sale.needs_attention'].parse(webhooks[0]?.data);
  expect(data).toEqual({
    sale_id: sale.id,
    reference: sale.reference,
    product_id: products.khalti.id,
    amount_paisa: products.khalti.amountPaisa,
    supplier: 'khalti',
    state: 'pin_missing',
    since: sale.createdAt,
  });
});

it('declares every state, and ends where no transition leads on but those that undo it', () => {
  expect(Object.keys(saleTransitions).sort()).toEqual(['new', ...saleStates].sort());
  const open = saleStates.filter((from) => from !== 'succeeded' && saleStates.some((to) => canBecome(from, to)));
  expect(saleStates.filter((to) => canBecome('succeeded', to))).toEqual(['refunded', 'voided']);
  expect(open.sort()).toEqual([...openSaleStates].sort());
  expect(webhookEventData['sale.needs_attention'].shape.state.options).toEqual(openSaleStates);
  expect(saleStates.filter((from) => canBecome(from, 'voided'))).toEqual(['succeeded']);
});
