import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { pauseSales } from '@/lib/domain/sales/sales/pause-sales';
import { addCodes, makeStock, type Stock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { makeKey, makeNettvClient } from './testing';

let database: TestDatabase;
let client: ReturnType<typeof makeNettvClient>;
let stock: Stock;
let token: string;

beforeAll(async () => {
  database = await createTestDatabase();
  client = makeNettvClient(database);
  stock = await makeStock(database.db, 40, { value: 'nettv coupon' });
  token = (await makeKey(database, 100_000_000)).key;
});
afterAll(() => database.close());

const system = () => systemContext(database.db, 'tests');

/** The bytes of a refusal, in the key order of the source. */
const refusal = (code: string, message: string, error: string, details: unknown = '', data: unknown = {}) =>
  JSON.stringify({ status: false, error_code: code, message, error, details, error_data: data, state: 'Error' });
const invalid = (fields: Record<string, string>) =>
  refusal('1010', 'Validation error', 'invalid_parameters', fields, fields);
const unavailable = refusal('4000', "Can't fulfill request", 'client_error', 'Product Currently Unavailable');
const duplicate = refusal('1013', 'Request with duplicate reference id obtained', 'duplicate_request');

describe('a purchase', () => {
  it('gives the PIN, the cost and what is left, in the bytes of the contract', async () => {
    const { key } = await makeKey(database, 1_000_050);
    const { status, text, body } = await client.buy(key);
    expect(status).toBe(200);
    const { pin, id } = body;
    expect(stock.pins).toContain(pin);
    expect(text).toBe(
      `{"status":true,"state":"Success","message":"Your Pin number is '${pin}'","serial":"${pin}","pin":"${pin}",` +
        `"credits_consumed":2000.0,"credits_available":8000.5,"id":${id}}`,
    );
  });

  it('is taken as a form, flat, as the clients of Django, PHP and Rails send it', async () => {
    const reference = randomUUID();
    const form = `token=${token}&reference=${reference}&value=nettv+coupon&amount=2000&phone_number=986-0848045&email=`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const send = (body: string) => client.call('/api/use/nettv-coupon/', { method: 'POST', headers, body });
    expect(await send(form)).toMatchObject({ status: 200, body: { state: 'Success' } });
    expect((await send(form)).text).toBe(duplicate);
    expect((await send(form.replace(reference, randomUUID()).replace('2000', '2'))).text).toBe(
      invalid({ amount: 'enter valid amount ' }),
    );
    expect((await send('reference=1')).text).toBe(refusal('1001', 'Token not provided', 'token_not_provided'));
  });

  it('takes a reference that is a number as its digits', async () => {
    const reference = 20_310_506;
    expect(await client.buy(token, { reference })).toMatchObject({ status: 200, body: { state: 'Success' } });
    expect((await client.buy(token, { reference: String(reference) })).text).toBe(duplicate);
    expect((await client.buy(token, { reference: 1.5 })).status).toBe(400);
  });

  it('takes the phone as a number or a text and the amount as a number or a text', async () => {
    for (const more of [
      { phone_number: 9860848045 },
      { phone_number: '+977 986-0848045', email: 'buyer@example.com' },
      { phone_number: '९८६०८४८०४५', amount: '2000' },
      { phone_number: '', email: '', amount: '2000.00' },
      { phone_number: null, email: null, amount: 2000.0 },
    ]) {
      expect(await client.buy(token, more)).toMatchObject({ status: 200, body: { state: 'Success' } });
    }
  });

  it('answers with and without the trailing slash, and never with a redirect', async () => {
    const body = () => ({ token, reference: randomUUID(), value: 'nettv coupon', amount: 2000 });
    expect((await client.post('/api/use/nettv-coupon', body())).status).toBe(200);
    expect((await client.post('/api/use/nettv-coupon/', body())).status).toBe(200);
    for (const path of ['products/nettv-coupon', 'balance', 'service/status', 'service/bulk/status']) {
      const query = { token, reference: 'none', references: 'none', reference_length: '1' };
      const [bare, slashed] = [await client.get(`/api/${path}`, query), await client.get(`/api/${path}/`, query)];
      expect(bare).toEqual(slashed);
      expect(bare.status).toBeLessThan(500);
      expect(Math.floor(bare.status / 100)).not.toBe(3);
    }
  });
});

it('says of a PIN that cannot be decrypted that it is being processed, never that nothing was sold', async () => {
  const broken = await makeStock(database.db, 1, { value: 'nettv broken' });
  await database.db
    .update(codes)
    .set({ sealed: Buffer.alloc(64) })
    .where(eq(codes.couponId, broken.couponId));
  const reference = randomUUID();
  const answer = await client.buy(token, { reference, value: 'nettv broken' });
  expect(answer).toMatchObject({ status: 202, body: { status: true, state: 'Processing' } });
  expect((await client.buy(token, { reference, value: 'nettv broken' })).text).toBe(duplicate);
});

describe('a token', () => {
  const cases: [string, () => Promise<string | undefined>, number, string][] = [
    ['that is missing', async () => undefined, 401, refusal('1001', 'Token not provided', 'token_not_provided')],
    ['that is empty', async () => '', 401, refusal('1001', 'Token not provided', 'token_not_provided')],
    ['that is unknown', async () => 'cdk_nobody', 401, refusal('1002', 'Invalid token', 'token_not_found')],
    [
      'that is revoked',
      async () => {
        const { key, keyId } = await makeKey(database, 1_000_000);
        await database.db.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.id, keyId));
        return key;
      },
      401,
      refusal('1004', 'Inactive token', 'inactive_token'),
    ],
    [
      'that has expired',
      async () => {
        const { key, keyId } = await makeKey(database, 1_000_000);
        await database.db
          .update(apiKeys)
          .set({ expiresAt: new Date(0) })
          .where(eq(apiKeys.id, keyId));
        return key;
      },
      401,
      refusal('1004', 'Inactive token', 'inactive_token'),
    ],
    [
      'of an integrator that is switched off',
      async () => {
        const { key, integratorId } = await makeKey(database, 1_000_000);
        await database.db.update(integrators).set({ disabledAt: new Date() }).where(eq(integrators.id, integratorId));
        return key;
      },
      401,
      refusal('1006', 'Inactive account', 'inactive_account'),
    ],
    [
      'without the right to sell',
      async () => (await makeKeyContext(database.db, ['coupons:read', 'redemptions:write'])).key,
      403,
      refusal('1009', 'Permission denied', 'permission_denied'),
    ],
  ];

  it.each(cases)('%s is refused by every call', async (_, make, status, text) => {
    const bad = await make();
    expect(await client.buy('', { token: bad })).toMatchObject({ status, text });
    const query = bad === undefined ? {} : { token: bad };
    for (const path of ['products/nettv-coupon', 'balance', 'service/status', 'service/bulk/status']) {
      expect(await client.get(`/api/${path}/`, query), path).toMatchObject({ status, text });
    }
  });
});

describe('a purchase is refused, costs nothing and can be sent again, when', () => {
  const phone = 'Enter a Nepali mobile number of 10 digits, such as 986-0848045.';
  const email = 'Enter an email address, such as name@example.com.';
  const reference = 'Use 1 to 50 letters, digits and hyphens.';
  const value = 'Invalid value for product';
  const amount = 'enter valid amount ';
  const noReference = refusal('1012', 'Reference not provided', 'reference_not_provided');
  const fields = (details: Record<string, string>) => invalid(details);
  const cases: [string, Record<string, unknown>, string][] = [
    ['the value is unknown', { value: 'netflix' }, fields({ value })],
    ['the value is no text', { value: 7 }, fields({ value })],
    ['the value holds half of a character', { value: 'nettv \ud83d' }, fields({ value })],
    ['the value holds a NUL character', { value: 'nettv coupon\0' }, fields({ value })],
    ['the value is missing', { value: undefined }, fields({ value })],
    ['the amount is another', { amount: 200 }, fields({ amount })],
    ['the amount has a paisa too much', { amount: 2000.01 }, fields({ amount })],
    ['the amount is no number', { amount: 'two thousand' }, fields({ amount })],
    ['the amount is missing', { amount: undefined }, fields({ amount })],
    ['the phone is wrong', { phone_number: 12345 }, fields({ phone_number: phone })],
    ['the phone is no number', { phone_number: { a: 1 } }, fields({ phone_number: phone })],
    ['the email is wrong', { email: 'a@' }, fields({ email })],
    ['the reference is wrong', { reference: 'a/b' }, fields({ reference })],
    ['the reference is too long', { reference: 'a'.repeat(51) }, fields({ reference })],
    ['the reference is no text', { reference: true }, fields({ reference })],
    [
      'everything is wrong at once',
      { email: 'x', phone_number: '1', amount: 'x', value: 'x', reference: '?' },
      fields({ reference, value, amount, phone_number: phone, email }),
    ],
    ['the reference is missing', { reference: undefined }, noReference],
    ['the reference is null', { reference: null, amount: 1 }, noReference],
    ['the reference is empty', { reference: '' }, noReference],
  ];

  it.each(cases)('%s', async (_, more, text) => {
    const { key } = await makeKey(database, 200_000);
    const used = randomUUID();
    expect(await client.buy(key, { reference: used, ...more })).toMatchObject({ status: 400, text });
    expect(await client.buy(key, { reference: used })).toMatchObject({ status: 200 });
  });

  it.each(['', '[]', '"text"', '17', 'null', '{"token": "x", }', 'token=x'])('the body is %j', async (body) => {
    const { status, text } = await client.post('/api/use/nettv-coupon/', body);
    expect({ status, text }).toEqual({ status: 400, text: refusal('1014', 'Parse error', 'parse_error') });
  });

  it('the credit is not enough', async () => {
    const { key } = await makeKey(database, 199_999);
    const { status, text } = await client.buy(key);
    expect({ status, text }).toEqual({
      status: 400,
      text: refusal('1016', 'Insufficient credits', 'insufficient_credits'),
    });
  });

  it('selling is switched to maintenance', async () => {
    const admin = await makeUserContext(database.db, 'admin');
    await pauseSales(admin, { paused: true });
    const text = refusal('1019', 'Service under maintenance', 'maintenance');
    expect(await client.buy(token)).toMatchObject({ status: 503, text });
    expect(await client.get('/api/products/nettv-coupon/', { token })).toMatchObject({ status: 503, text });
    await pauseSales(admin, { paused: false });
  });
});

describe('a reference that reached a product is used up', () => {
  it('after it was sold, whatever the second request says', async () => {
    const reference = randomUUID();
    expect((await client.buy(token, { reference })).status).toBe(200);
    for (const more of [{}, { amount: 1 }, { value: 'netflix' }, { phone_number: 'x' }]) {
      expect(await client.buy(token, { reference, ...more })).toMatchObject({ status: 400, text: duplicate });
    }
  });

  it('after the product was sold out or switched off', async () => {
    const empty = await makeStock(database.db, 0, { value: 'empty', amountPaisa: 5_050 });
    const off = await makeStock(database.db, 1, { value: 'off' });
    await setProductActive(system(), { id: off.product.id, active: false });
    for (const more of [
      { value: 'empty', amount: 50.5, reference: randomUUID() },
      { value: 'off', reference: randomUUID() },
    ]) {
      expect(await client.buy(token, more)).toMatchObject({ status: 400, text: unavailable });
      await addCodes(database.db, empty.couponId, 1);
      expect(await client.buy(token, more)).toMatchObject({ status: 400, text: duplicate });
    }
  });

  it('and of each integrator apart', async () => {
    const reference = randomUUID();
    expect((await client.buy(token, { reference })).status).toBe(200);
    expect((await client.buy((await makeKey(database, 200_000)).key, { reference })).status).toBe(200);
  });
});

it('answers a fault of ours with 1017', async () => {
  const broken = makeNettvClient({ ...database, db: new Proxy(database.db, { get: () => undefined }) });
  const { status, text } = await broken.buy(token);
  expect({ status, text }).toEqual({ status: 500, text: refusal('1017', 'Server error', 'server_error') });
});
