import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { closeDatabase } from '@/db/client';
import { integrators } from '@/db/schema/integrators';
import { readGuides } from '@/lib/api/guides/read-guides';
import { resetEnv } from '@/lib/core/env';
import { makeIntegrator } from '@/lib/platform/auth/testing';
import { beyondCredit, magicContacts, magicReferences } from '@/lib/platform/test-mode/magic-values';
import { runShellSession, samplesOf } from '@/test/guides/samples';
import { prepared } from '@/test/prepared';
import { fresh, openBothModes } from './testing';

const modes = prepared(openBothModes);

it('a test key sells, redeems and writes in the test database, and nothing of it is in the live one', async () => {
  const { ask, buy, live, testKey } = modes;
  const reference = fresh('order');
  const sold = await buy(testKey, reference, { value: 'nettv three months', amount: 500 });
  expect(sold).toMatchObject({ status: 200, body: { state: 'Success' } });
  const redeemed = await ask(
    testKey,
    'POST',
    '/api/v1/redemptions',
    { code: sold.body.pin, user: { id: '1' } },
    { 'idempotency-key': randomUUID() },
  );
  expect(redeemed.status).toBe(201);
  const coupon = { code: 'MADE-IN-TEST', discount: 10, duration: 'once' };
  expect((await ask(testKey, 'POST', '/management/coupons.json', { coupon })).status).toBe(200);
  for (const table of ['sales', 'redemptions', 'coupons', 'codes', 'credit_transfers', 'api_requests']) {
    const [row] = await live.sql.unsafe(`select count(*)::int as count from ${table}`);
    expect([table, row?.count]).toEqual([table, 0]);
  }
});

it('a live key knows nothing of what a test key made, and a test key nothing of the live', async () => {
  const { ask, buy, liveKey, testKey } = modes;
  const [ofTest, ofLive] = [fresh('T'), fresh('L')];
  const make = (key: string, code: string) =>
    ask(key, 'POST', '/management/coupons.json', { coupon: { code, discount: 10, duration: 'once' } });
  expect((await make(testKey, ofTest)).status).toBe(200);
  expect((await make(liveKey, ofLive)).status).toBe(200);
  const found = async (key: string, code: string) =>
    (await ask(key, 'POST', '/api/v1/redemptions/check', { code, user: { id: '1' } })).body.redeemable;
  expect(await Promise.all([found(testKey, ofTest), found(liveKey, ofLive)])).toEqual([true, true]);
  expect(await Promise.all([found(testKey, ofLive), found(liveKey, ofTest)])).toEqual([false, false]);
  const reference = fresh('order');
  await buy(testKey, reference);
  expect((await ask(liveKey, 'GET', `/api/v1/sales/${reference}`)).status).toBe(404);
  expect((await buy(liveKey, reference)).body).toMatchObject({ error_code: '1010' });
});

it('a live key is refused in test mode, and a test key where nobody hands it on', async () => {
  const { live, liveKey, testKey } = modes;
  const send = (key: string) => live.send({ path: '/api/v1/sales', headers: { authorization: `Bearer ${key}` } });
  // This socket has no test mode behind it.
  expect([(await send(testKey)).status, (await send(liveKey)).status]).toEqual([401, 200]);
  await modes.test.sql`insert into api_keys (integrator_id, prefix, digest, scopes)
    select ${modes.integrator.id}, 'cdk_', sha256(${liveKey}::bytea), '{nettv:sell}'`;
  await live.sql`insert into api_keys (integrator_id, prefix, digest, scopes)
    select ${modes.integrator.id}, 'cdk_test_', sha256(${testKey}::bytea), '{nettv:sell}'`;
  // Not even where its digest got into the other database.
  expect((await send(testKey)).status).toBe(401);
});

it('a key that nobody made reaches no test mode, and neither does one of an integrator that is switched off', async () => {
  const { ask, live, liveKey, makeTestKey } = modes;
  const passed: string[] = [];
  const testMode = async (request: Request) => {
    passed.push(request.url);
    return new Response();
  };
  const headers = { authorization: `Bearer cdk_test_${randomUUID()}` };
  const body = JSON.stringify({ token: `cdk_test_${randomUUID()}` });
  const calls = [
    new Request('http://x/api/v1/sales', { headers }),
    new Request('http://x/api/use/nettv-coupon/', { method: 'POST', body }),
  ];
  const answers = await Promise.all(calls.map((call) => live.app.fetch(call, { testMode })));
  expect([answers.map(({ status }) => status), passed]).toEqual([[401, 401], []]);
  const other = await makeIntegrator(live.db);
  const key = await makeTestKey(other.id);
  expect((await ask(key, 'GET', '/api/v1/sales')).status).toBe(200);
  await live.db.update(integrators).set({ disabledAt: new Date() }).where(eq(integrators.id, other.id));
  expect((await ask(key, 'GET', '/api/v1/sales')).status).toBe(401);
  expect((await ask(liveKey, 'GET', '/api/v1/sales')).status).toBe(200);
});

it('a body that is cut in the middle ends nothing, and one that is too large is refused as ever', async () => {
  const { ask, base, testKey } = modes;
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  const head = ['POST /api/v1/redemptions/check HTTP/1.1', 'Host: x', `Authorization: Bearer ${testKey}`];
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 1000', '', '{"code":'].join('\r\n'));
  await setImmediate();
  socket.destroy();
  await once(socket, 'close');
  const large = await ask(testKey, 'POST', '/api/v1/redemptions/check', { code: 'x'.repeat(3_000_000) });
  expect(large).toMatchObject({ status: 413, body: { code: 'too_large' } });
  expect((await ask(testKey, 'GET', '/api/v1/sales')).status).toBe(200);
});

it('the token of a Nettv call works in the address, in a form and in JSON however it is written', async () => {
  const { base, testKey } = modes;
  const written = JSON.stringify({ token: testKey }).replace('cdk_', '\\u0063dk_');
  const empty = await fetch(`${base}/api/use/nettv-coupon/`, { method: 'POST', body: written });
  expect(await empty.json()).toMatchObject({ error: 'reference_not_provided' });
  const products = await fetch(`${base}/api/products/nettv-coupon/?token=${testKey}`);
  expect(await products.json()).toMatchObject({ status: true });
  const form = new URLSearchParams({ token: testKey, reference: fresh('form'), value: 'nettv coupon', amount: '2000' });
  const sold = await fetch(`${base}/api/use/nettv-coupon/`, { method: 'POST', body: form });
  expect([sold.status, await sold.json()]).toMatchObject([200, { state: 'Success' }]);
  const balance = await fetch(`${base}/api/balance/`, { headers: { authorization: `Bearer ${testKey}` } });
  expect(balance.status).toBe(200);
});

it('a wrong test key is refused as a wrong key is, in the shape of its contract', async () => {
  const { ask } = modes;
  const wrong = `cdk_test_${'x'.repeat(32)}`;
  expect(await ask(wrong, 'GET', '/api/v1/sales')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  expect(await ask(wrong, 'GET', '/management/coupons.json')).toMatchObject({ status: 401 });
  expect(await modes.buy(wrong, 'x')).toMatchObject({ status: 401, body: { error: 'token_not_found' } });
});

it.each(magicReferences.filter(({ begins }) => begins !== 'test-slow'))(
  '$begins: is answered as the guide says',
  async ({ begins, answer }) => {
    const { status, body } = await modes.buy(modes.testKey, fresh(begins));
    expect(answer).toContain(String(status));
    expect(answer).toContain(String(body.state === 'Processing' ? body.state : body.error_code));
  },
);

it('a purchase beyond the credit, of another price or under a known reference is refused as the guide says', async () => {
  const { buy, testKey } = modes;
  expect((await buy(testKey, fresh('dear'), beyondCredit)).body).toMatchObject({ error_code: '1016' });
  expect((await buy(testKey, fresh('price'), { amount: 1999 })).body).toMatchObject({ error_code: '1010' });
  const reference = fresh('twice');
  await buy(testKey, reference);
  expect((await buy(testKey, reference)).body).toMatchObject({ error_code: '1013' });
});

it('each integrator has sales and credit of its own', async () => {
  const { ask, buy, live, makeTestKey, testKey } = modes;
  const { makeIntegrator } = await import('@/lib/platform/auth/testing');
  const other = await makeTestKey((await makeIntegrator(live.db)).id);
  const reference = fresh('order');
  const { body } = await buy(testKey, reference);
  expect((await ask(other, 'GET', `/api/v1/sales/${reference}`)).status).toBe(404);
  expect((await buy(other, reference)).body).toMatchObject({ credits_available: 98_000 });
  expect(body.credits_available).not.toBe(98_000);
});

it('messages go nowhere, and fail for the contacts of the guide', async () => {
  const { buy, live, integrator, makeTestKey, test } = modes;
  await live.sql`update integrators set customer_messages = true where id = ${integrator.id}`;
  const key = await makeTestKey();
  const states = ['9860848045', ...magicContacts.map(({ contact }) => contact)];
  for (const contact of states) {
    const field = contact.includes('@') ? { email: contact } : { phone_number: contact };
    expect((await buy(key, fresh('message'), field)).status).toBe(200);
  }
  await vi.waitFor(async () => {
    const rows = await test.sql`select recipient as contact, state from deliveries order by id`;
    const stateOf = (end: string) => rows.find(({ contact }) => String(contact).endsWith(end))?.state;
    expect(stateOf('9860848045')).toBe('sent');
    for (const { contact, outcome } of magicContacts) {
      if (outcome === 'refused') expect([contact, stateOf(contact)]).toEqual([contact, 'failed']);
    }
  }, 20_000);
});

it('the guide names every value, and its samples run and print what is shown', async () => {
  const guide = readGuides().find(({ slug }) => slug === 'test-mode');
  for (const { begins } of magicReferences) expect(guide?.text).toContain(`\`${begins}…\``);
  for (const { contact } of magicContacts) expect(guide?.text).toContain(`\`${contact}\``);
  const samples = samplesOf(guide?.text ?? '');
  expect(samples).toHaveLength(2);
  const printed = await runShellSession(samples, { BASE: modes.base, TEST_KEY: modes.testKey });
  expect(printed.map((text) => text.trim())).toEqual(samples.map(({ answer }) => answer?.text.trim()));
});

it('no test key is made in a live database that the settings name as the one of test mode', async () => {
  const { integrator, live, makeTestKey } = modes;
  const { TEST_MODE_DATABASE_URL: given } = process.env;
  vi.stubEnv('TEST_MODE_DATABASE_URL', live.url);
  await useSettings();
  await expect(makeTestKey()).rejects.toMatchObject({ reason: 'test_mode_off' });
  expect(
    await live.sql`select from api_keys where prefix like 'cdk_test_%' and integrator_id <> ${integrator.id}`,
  ).toEqual([]);
  vi.stubEnv('TEST_MODE_DATABASE_URL', given);
  await useSettings();
  await expect(makeTestKey()).resolves.toMatch(/^cdk_test_/);
});

async function useSettings(): Promise<void> {
  resetEnv();
  await closeDatabase();
}
