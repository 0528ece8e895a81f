import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { openTestDatabase } from '@/db/testing';
import { pauseSales } from '@/lib/domain/sales/sales/pause-sales';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { invalid, makeKey, makeNettvClient, refusal } from './testing';

const database = openTestDatabase();
let client: ReturnType<typeof makeNettvClient>;
let token: string;

beforeAll(async () => {
  client = makeNettvClient(database);
  await makeStock(database.db, 40, { value: 'nettv coupon' });
  token = (await makeKey(database, 100_000_000)).key;
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
  const cases: [string, Record<string, unknown>, string][] = [
    ['the value is unknown', { value: 'netflix' }, invalid({ value })],
    ['the value is no text', { value: 7 }, invalid({ value })],
    ['the value holds half of a character', { value: 'nettv \ud83d' }, invalid({ value })],
    ['the value holds a NUL character', { value: 'nettv coupon\0' }, invalid({ value })],
    ['the value is missing', { value: undefined }, invalid({ value })],
    ['the amount is another', { amount: 200 }, invalid({ amount })],
    ['the amount has a paisa too much', { amount: 2000.01 }, invalid({ amount })],
    ['the amount is no number', { amount: 'two thousand' }, invalid({ amount })],
    ['the amount is missing', { amount: undefined }, invalid({ amount })],
    ['the phone is wrong', { phone_number: 12345 }, invalid({ phone_number: phone })],
    ['the phone is no number', { phone_number: { a: 1 } }, invalid({ phone_number: phone })],
    ['the email is wrong', { email: 'a@' }, invalid({ email })],
    ['the reference is wrong', { reference: 'a/b' }, invalid({ reference })],
    ['the reference is too long', { reference: 'a'.repeat(51) }, invalid({ reference })],
    ['the reference is no text', { reference: true }, invalid({ reference })],
    [
      'everything is wrong at once',
      { email: 'x', phone_number: '1', amount: 'x', value: 'x', reference: '?' },
      invalid({ reference, value, amount, phone_number: phone, email }),
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
