import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { creditRequests } from '@/db/schema/credits';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { sales } from '@/db/schema/sales';
import { sessions, users } from '@/db/schema/team';
import { webhookDeliveries, webhookEndpoints } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { toCsv } from '@/lib/core/csv';
import { DomainError, Forbidden, NotFound } from '@/lib/core/errors';
import type { TableFile } from '@/lib/core/table-file';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { askForCredit } from '@/lib/domain/sales/credits/credit-requests';
import type { OwnPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { cookieOf, makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import type { Actor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { canOpen, deskPages, pagePermissions } from '@/lib/platform/context/page-permissions';
import { partnerPermissions } from '@/lib/platform/context/permission-names';
import { can } from '@/lib/platform/context/permissions';
import { makeRequestRow } from '@/lib/platform/requests/testing';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { deliveriesOf, makeEndpoint, saleData } from '@/lib/platform/webhooks/testing';
import { fieldsOf } from '../operations/find-operations';
import { deskCalls, nameOf, operations } from './cells';

vi.mock('server-only', () => ({}));
const test = openTestDatabase();

/** Everything of one integrator: a key, a price, a purchase, a redemption, a webhook with a message, a partner, a request. */
async function makeCompany(admin: Context, name: string, pricePaisa: number) {
  const { db } = admin;
  const { integratorId, keyId, key } = await createIntegratorKey(admin, {
    ...{ name, scopes: ['nettv:sell'], creditPaisa: 100_000_000, keyName: `Key of ${name}` },
  });
  const program = await makeKeyOf(db, { id: integratorId, name }, ['redemptions:write', 'nettv:sell']);
  // Products are everybody's.
  const stock = await makeStock(db, 1);
  await setIntegratorPrice(admin, { integratorId, productId: stock.product.id, pricePaisa, commission: 0 });
  const { sale } = await sell(program as Context, { ...order(stock), reference: `Reference-${name}` });
  const coupon = await makeCoupon(db, { integratorId, description: `Coupon of ${name}` });
  const redemption = await redeem(program, { code: coupon.code, user: { id: `User of ${name}` } });
  const endpoint = await makeEndpoint(admin, { url: `https://hooks.example.com/${name}`, integratorId });
  const data = { ...saleData, reference: `Reference-${name}` };
  await publishEvent(admin, { type: 'sale.succeeded', data, integratorId });
  await relayEvents(systemContext(db, 'test'));
  const [delivery] = await deliveriesOf(db, endpoint.id);
  const apiRequestId = await makeRequestRow(db, { id: keyId, integratorId }, `/api/v1/sales/Reference-${name}`);
  const partner = await makeUserContext(db, 'partner', undefined, integratorId);
  const request = await askForCredit(partner, { amountPaisa: 5_000, note: `Note of ${name}` });
  if (!delivery) throw new Error('No message waits for the webhook.');
  const ids = {
    ...{ integratorId, keyId, saleId: sale.id, couponId: coupon.id, endpointId: endpoint.id, deliveryId: delivery.id },
    ...{ userId: partner.actor.id, redemptionId: redemption.id, requestId: request.id, productId: stock.product.id },
    ...{ apiRequestId, reference: `Reference-${name}` },
  };
  return { name, key, partner, ids };
}

type Company = Awaited<ReturnType<typeof makeCompany>>;
let own: Company;
let other: Company;
beforeAll(async () => {
  const admin = await makeUserContext(test.db, 'admin');
  own = await makeCompany(admin, 'Alpha', 199_877);
  other = await makeCompany(admin, 'Omega', 198_766);
});

/** What of the other company can change, as its rows are now. */
const rowsOfOther = async () => {
  const { integratorId, endpointId, userId } = other.ids;
  return {
    integrator: await test.db.select().from(integrators).where(eq(integrators.id, integratorId)),
    keys: await test.db.select().from(apiKeys).where(eq(apiKeys.integratorId, integratorId)),
    requests: await test.db.select().from(creditRequests).where(eq(creditRequests.integratorId, integratorId)),
    endpoints: await test.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId)),
    deliveries: await test.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.endpointId, endpointId)),
    sales: await test.db.select().from(sales).where(eq(sales.integratorId, integratorId)),
    users: await test.db.select().from(users).where(eq(users.id, userId)),
    sessions: await test.db.select().from(sessions).where(eq(sessions.userId, userId)),
  };
};

/**
 * Whether an answer says anything of the other company: its name is in all that is its own. What an export is made from is no part
 * of an answer, and repeats the question.
 */
const tellsOfOther = (answer: unknown) =>
  (
    JSON.stringify(answer, (name, value) => {
      if (name === 'repeatable') return undefined;
      return typeof value === 'bigint' ? String(value) : value;
    }) ?? ''
  ).includes('Omega');

/** Inputs that ask for the other company's things by each of their ids, in every field that takes an id. */
function inputsOfOther(fields: string[]): Record<string, unknown>[] {
  const { ids } = other;
  const more = { overlapHours: 1, name: 'Taken', amountPaisa: 1, note: 'Taken', reason: 'Taken', state: undefined };
  const named = Object.fromEntries(
    fields.filter((field) => field in ids).map((field) => [field, ids[field as 'saleId']]),
  );
  return Object.values(ids).map((id) => {
    const others = fields.filter((field) => /^id$|Id$/.test(field) && !(field in ids));
    return { ...more, ...Object.fromEntries(others.map((field) => [field, id])), ...named };
  });
}

describe('a partner is refused, or answered of their own company alone, whatever of another they ask for', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))('%s', async (_, operation) => {
    const before = await rowsOfOther();
    const isTheirs = operation.permission === null || partnerPermissions.includes(operation.permission);
    for (const input of [undefined, {}, ...inputsOfOther(fieldsOf(operation.input))]) {
      // A partner of a call that serves people who are not signed in, or the system, is nobody there.
      const answer = await operation.call(own.partner, input).catch((error: unknown) => error);
      if (!isTheirs) expect(answer).toBeInstanceOf(Forbidden);
      if (!(answer instanceof Error)) expect(tellsOfOther(answer)).toBe(false);
      if (answer instanceof DomainError) expect(tellsOfOther(answer.message)).toBe(false);
    }
    expect(await rowsOfOther()).toEqual(before);
  });
});

describe('what a partner reads and does with the ids of another company is not there', () => {
  const named = (name: string) => {
    const found = operations.find((operation) => operation.name === name);
    if (!found) throw new Error(`No use case is called ${name}.`);
    return found;
  };
  it.each([
    ['renameOwnKey', () => ({ keyId: other.ids.keyId, name: 'Taken' })],
    ['replaceOwnKey', () => ({ keyId: other.ids.keyId, overlapHours: 0 })],
    ['withdrawCreditRequest', () => ({ id: other.ids.requestId })],
    ['getOwnEndpoint', () => ({ id: other.ids.endpointId })],
    ['listOwnDeliveries', () => ({ endpointId: other.ids.endpointId })],
    ['getOwnDelivery', () => ({ deliveryId: other.ids.deliveryId })],
    ['getOwnRequest', () => ({ id: other.ids.apiRequestId })],
    ['replayOwnDelivery', () => ({ deliveryId: other.ids.deliveryId })],
  ] as const)('%s', async (name, input) => {
    await expect(named(name).call(own.partner, input())).rejects.toBeInstanceOf(NotFound);
  });

  it('and what names no thing answers of their own', async () => {
    const lists = [
      'getOwnIntegrator',
      'listOwnStatement',
      'listOwnPurchases',
      'listOwnCoupons',
      'browseOwnRedemptions',
      'listOwnEndpoints',
      'listOwnRequests',
    ];
    for (const name of [...lists, 'listOwnCreditRequests']) {
      const answer = JSON.stringify(await named(name).call(own.partner, {}));
      expect([name, answer.includes('Alpha'), answer.includes('Omega')]).toEqual([name, true, false]);
    }
    const files = ['exportOwnStatement', 'exportOwnPurchases', 'exportOwnRedemptions', 'exportOwnCoupons'];
    for (const name of [...files, 'exportOwnEndpoints', 'exportOwnRequests']) {
      const { rows } = (await named(name).call(own.partner, {})) as TableFile;
      let file = '';
      for await (const some of rows) file += toCsv(some);
      expect([name, file.includes('Alpha'), file.includes('Omega')]).toEqual([name, true, false]);
    }
    const prices = (await named('listOwnPrices').call(own.partner, {})) as OwnPrice[];
    expect(prices.map(({ amountPaisa, chargedPaisa }) => [amountPaisa, chargedPaisa]).sort()).toEqual([
      [200_000, 199_877],
      [200_000, 200_000],
    ]);
    const theirs = await named('listOwnPurchases').call(own.partner, { reference: other.ids.reference });
    expect(theirs).toMatchObject({ rows: [] });
  });
});

describe("each call of the desk's pages is 403 to a partner, or of their own company alone", () => {
  it.each(deskCalls.map((call) => [nameOf(call), call] as const))('%s', async (_, call) => {
    const app = createApp({ database: () => test.db, now: () => new Date() });
    const { ids } = other;
    const values: Record<string, unknown> = {
      ...{ integrator: ids.integratorId, sale: ids.saleId, coupon: ids.couponId, redemption: ids.redemptionId },
      ...{ endpoint: ids.endpointId, webhook: ids.deliveryId, ownEndpoint: ids.endpointId, ownWebhook: ids.deliveryId },
      ...{ reference: ids.reference, request: ids.apiRequestId },
    };
    const fill = (text: string) => text.replace(/"?@#?(\w+)@"?/g, (_whole, name: string) => String(values[name] ?? 1));
    const query = new URLSearchParams(Object.entries(call.query).map(([name, value]) => [name, fill(value)]));
    // Another person of the same company: the use cases above ended sessions of the first.
    const caller = await makeUserContext(test.db, 'partner', undefined, own.ids.integratorId);
    const answer = await app.request(`${fill(call.path)}?${query}`, {
      method: call.method,
      headers: {
        ...{ cookie: await cookieOf(caller), 'sec-fetch-site': 'same-origin' },
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: fill(call.body) }),
    });
    const text = await answer.text();
    const isTheirs = call.needs === null || partnerPermissions.some((permission) => permission === call.needs);
    if (!isTheirs) expect([403, 400]).toContain(answer.status);
    if (/@own/.test(call.path) || Object.values(call.query).some((value) => /@own/.test(value))) {
      expect(answer.status).toBe(404);
    }
    expect(text).not.toContain('Omega');
  });
});

it('a partner opens the pages of partners, their exports and their account, and nobody else opens those', async () => {
  const open = deskPages.filter((page) => canOpen(own.partner.actor, page));
  expect(open).toEqual([...deskPages.filter((page) => page.startsWith('/partner')), '/exports', '/account']);
  for (const page of deskPages.filter((one) => one.startsWith('/partner'))) {
    expect(partnerPermissions).toContain(pagePermissions[page]);
  }
  for (const role of ['admin', 'supervisor', 'support', 'viewer'] as const) {
    const { actor } = await makeUserContext(test.db, role);
    expect(partnerPermissions.filter((permission) => can(actor as Actor, permission))).toEqual([]);
  }
});

it('a partner without an integrator, were there one, reads nothing', async () => {
  const { integratorId: _, ...actor } = own.partner.actor;
  const list = operations.find(({ name }) => name === 'listOwnPurchases');
  await expect(list?.call({ ...own.partner, actor }, {})).rejects.toBeInstanceOf(Forbidden);
});
