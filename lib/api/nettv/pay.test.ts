import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { addCodes, makeStock, type Stock } from '@/lib/domain/sales/sales/testing';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { duplicate, invalid, makeKey, makeNettvClient, refusal } from './testing';

const database = openTestDatabase();
const khalti = prepared(connectKhalti);
let client: ReturnType<typeof makeNettvClient>;
let stock: Stock;
let token: string;

beforeAll(async () => {
  client = makeNettvClient(database);
  stock = await makeStock(database.db, 40, { value: 'nettv coupon' });
  token = (await makeKey(database, 100_000_000)).key;
});

const system = () => systemContext(database.db, 'tests');

const unavailable = refusal('4000', "Can't fulfill request", 'client_error', 'Product Currently Unavailable');

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

  it('leaves out a key that the source does not know, wherever it is sent', async () => {
    const sent = await client.buy(token, { fiscal_year: '2083', Amount: 1, phone: '9860848045' });
    expect(sent).toMatchObject({ status: 200, body: { state: 'Success' } });
    const form = `token=${token}&reference=${randomUUID()}&value=nettv+coupon&amount=2000&colour=red`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await client.call('/api/use/nettv-coupon/', { method: 'POST', headers, body: form })).toMatchObject({
      status: 200,
      body: { state: 'Success' },
    });
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

it('sells no PIN that cannot be decrypted: it is out of stock, and costs nothing', async () => {
  const broken = await makeStock(database.db, 1, { value: 'nettv broken' });
  await database.db
    .update(codes)
    .set({ sealed: Buffer.alloc(64) })
    .where(eq(codes.couponId, broken.couponId));
  const reference = randomUUID();
  const answer = await client.buy(token, { reference, value: 'nettv broken' });
  const empty = await makeStock(database.db, 0, { value: 'nettv empty' });
  const soldOut = await client.buy(token, { reference: randomUUID(), value: empty.product.value });
  expect(answer.status).toBe(soldOut.status);
  expect(answer.text).toBe(soldOut.text);
  expect((await client.buy(token, { reference, value: 'nettv broken' })).text).toBe(duplicate);
});

it('gives the serial of a supplier’s card, as the sale that is read later does', async () => {
  await offerKhaltiProduct(database.db, khalti, { value: 'nettv khalti', amount: 2000 });
  const reference = randomUUID();
  const { body } = await client.buy(token, { reference, value: 'nettv khalti' });
  const [book] = khalti.books();
  expect(body).toMatchObject({ state: 'Success', pin: book?.pin, serial: book?.serial });
  expect(body.serial).not.toBe(body.pin);
  const headers = { authorization: `Bearer ${token}` };
  const read = await client.call(`/api/v1/sales/${reference}`, { headers });
  expect(read.body).toMatchObject({ pin: body.pin, serial: body.serial });
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
