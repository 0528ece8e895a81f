import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { apiDocument } from '@/lib/api/openapi/describe-api';
import { resetEnv } from '@/lib/core/env';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { systemContext } from '@/lib/platform/context/context';
import { makeKey, makeNettvClient, refusal } from './testing';

const database = openTestDatabase();
let client: ReturnType<typeof makeNettvClient>;
let token: string;

beforeAll(async () => {
  client = makeNettvClient(database);
  token = (await makeKey(database, 1_000_050)).key;
});

it('lists what can be sold now and nothing else', async () => {
  const stock = await makeStock(database.db, 5, { value: 'nettv coupon' });
  const odd = await makeStock(database.db, 1, { value: 'odd', amountPaisa: 9_950 });
  await makeStock(database.db, 0, { value: 'sold out' });
  await makeStock(database.db, 1, { value: 'expired', coupon: { expiresAt: new Date(0) } });
  const off = await makeStock(database.db, 1, { value: 'off' });
  await setProductActive(systemContext(database.db, 'tests'), { id: off.product.id, active: false });
  const { status, text } = await client.get('/api/products/nettv-coupon/', { token });
  expect(status).toBe(200);
  const [first, second] = [stock.product, odd.product];
  expect(text).toBe(
    `{"status":true,"data":[{"idx":"${first.idx}","name":"${first.name}","value":"nettv coupon","amount":2000},` +
      `{"idx":"${second.idx}","name":"${second.name}","value":"odd","amount":99.5}]}`,
  );
  expect(first.idx).toMatch(/^[A-Za-z0-9]{22}$/);
});

it('says the balance with decimals', async () => {
  const { key } = await makeKey(database, 1_000_050);
  await client.buy(key);
  expect((await client.get('/api/balance/', { token: key })).text).toBe(
    '{"credits_consumed":2000.0,"credits_available":8000.5}',
  );
});

it('takes the token of a read in a header, too, and a wrong one in neither', async () => {
  const reads = ['/api/products/nettv-coupon/', '/api/service/status/?reference=none', '/api/balance/'];
  for (const path of reads) {
    const withHeader = (authorization: string) => client.call(path, { headers: { authorization } });
    const inQuery = `${path}${path.includes('?') ? '&' : '?'}token=`;
    expect(await withHeader(`Bearer ${token}`)).toEqual(await client.call(inQuery + token));
    expect(await withHeader('Bearer cdk_nobody')).toEqual(await client.call(`${inQuery}cdk_nobody`));
    expect((await withHeader('Bearer cdk_nobody')).status).toBe(401);
    expect(await withHeader(`Basic ${token}`)).toEqual(await client.call(path));
    const both = await client.call(`${inQuery}cdk_nobody`, { headers: { authorization: `Bearer ${token}` } });
    expect(both.status).toBe(401);
  }
});

it('takes no token in an address where the desk refuses that, also next to a header', async () => {
  vi.stubEnv('NETTV_QUERY_TOKENS', 'false');
  resetEnv();
  try {
    for (const path of ['/api/products/nettv-coupon/', '/api/service/status/?reference=none', '/api/balance/']) {
      const headers = { authorization: `Bearer ${token}` };
      const inQuery = `${path}${path.includes('?') ? '&' : '?'}token=${token}`;
      const refused = refusal('1001', 'Token not provided', 'token_not_provided');
      expect(await client.call(inQuery)).toMatchObject({ status: 401, text: refused });
      expect(await client.call(inQuery, { headers })).toMatchObject({ status: 401, text: refused });
      expect((await client.call(path, { headers })).status).not.toBe(401);
    }
    const { paths } = apiDocument(createApp({ database: () => database.db, now: () => new Date() }));
    for (const read of ['products/nettv-coupon', 'service/status', 'service/bulk/status', 'balance']) {
      const { parameters = [], security } = paths?.[`/api/${read}`]?.get ?? {};
      expect(parameters.map((one) => 'name' in one && one.name)).not.toContain('token');
      expect(security).toEqual([{ bearer: [] }]);
    }
    const body = JSON.stringify({ token, reference: randomUUID(), value: 'nettv coupon', amount: 1 });
    const purchase = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    expect((await client.call(`/api/use/nettv-coupon/?token=${token}`, purchase)).status).toBe(401);
    expect((await client.call('/api/use/nettv-coupon/', purchase)).status).not.toBe(401);
  } finally {
    vi.unstubAllEnvs();
    resetEnv();
  }
});

describe('status', () => {
  const notFound =
    '{"status":false,"error_code":"002","message":"The reference sent is not a valid reference.",' +
    '"error":"invalid_reference","details":"","error_data":{},"state":"Error"}';

  it('says what was sold, without the PIN', async () => {
    const reference = randomUUID();
    const { body } = await client.buy(token, { reference });
    const { status, text } = await client.get('/api/service/status/', { token, reference });
    expect(status).toBe(200);
    expect(text).toBe(
      '{"status":true,"state":"Success","original_status":"Success","details":"The coupon was sold",' +
        `"reference":"${reference}","response_id":${body.id},"amount":2000.0,"refunded":false,"refunded_amount":0.0,"refunds":[]}`,
    );
    expect(text).not.toContain(body.pin);
  });

  it('says that a purchase failed', async () => {
    const reference = randomUUID();
    await client.buy(token, { reference, value: 'sold out' });
    const { body } = await client.get('/api/service/status/', { token, reference });
    expect(body).toMatchObject({
      state: 'Failed',
      original_status: 'Failed',
      details: 'Product Currently Unavailable',
    });
  });

  it.each([
    ['unknown', 'Processing', 'Processing', false],
    ['pending', 'Processing', 'Processing', false],
    ['pin_missing', 'Processing', 'Processing', false],
    ['refunded', 'Failed', 'Success', true],
  ])('says %s as %s', async (state, published, original, refunded) => {
    const reference = randomUUID();
    await client.buy(token, { reference, value: 'sold out' });
    const settled = state === 'refunded' ? sql`now()` : sql`null`;
    await database.db.execute(sql`update sales set state = ${state}, failure_code = null, settled_at = ${settled}
      where reference = ${reference}`);
    const { body } = await client.get('/api/service/status/', { token, reference });
    expect(body).toMatchObject({ state: published, original_status: original, refunded });
  });

  it('does not find what is unknown, malformed or of somebody else', async () => {
    const reference = randomUUID();
    await client.buy((await makeKey(database, 200_000)).key, { reference });
    for (const asked of [reference, 'none', 'a/b', '\0']) {
      const { status, text } = await client.get('/api/service/status/', { token, reference: asked });
      expect({ status, text }).toEqual({ status: 400, text: notFound });
    }
  });

  it('asks for a reference', async () => {
    const { status, body } = await client.get('/api/service/status/', { token });
    expect({ status, code: body.error_code }).toEqual({ status: 400, code: '1012' });
  });

  it('answers several in the order asked, unknown ones too', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const ids = [];
    for (const reference of [first, second]) ids.push((await client.buy(token, { reference })).body.id);
    const { status, text } = await client.get('/api/service/bulk/status/', {
      token,
      references: `${second},none,${first}`,
      reference_length: '3',
    });
    const sold = (reference: string, id: unknown) =>
      `{"status":true,"state":"Success","details":"The coupon was sold","reference":"${reference}","response_id":${id},"amount":2000.0}`;
    expect(status).toBe(200);
    expect(text).toBe(
      `{"status":true,"message":"Success","detail":[${sold(second, ids[1])},` +
        '{"status":true,"state":"Error","details":"Invalid reference obtained for account","reference":"none","response_id":0,"amount":0},' +
        `${sold(first, ids[0])}]}`,
    );
  });

  it.each([
    [{ references: 'a,b', reference_length: '3' }, 'reference_length'],
    [{ references: 'a,b' }, 'reference_length'],
    [{ references: Array(101).fill('a').join(','), reference_length: '101' }, 'references'],
  ])('refuses several with a wrong count', async (query, field) => {
    const { status, body } = await client.get('/api/service/bulk/status/', { token, ...query } as Record<
      string,
      string
    >);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error_code: '1010',
      error: 'invalid_parameters',
      details: { [field]: expect.any(String) },
    });
    expect(body.error_data).toEqual(body.details);
  });
});

it('is described in the OpenAPI document', async () => {
  const { body } = await client.call('/api/openapi.json');
  expect(Object.keys(body.paths as object)).toEqual(
    expect.arrayContaining([
      '/api/products/nettv-coupon',
      '/api/use/nettv-coupon',
      '/api/service/status',
      '/api/service/bulk/status',
      '/api/balance',
    ]),
  );
});
