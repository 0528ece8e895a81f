import { sql } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import type { Executor } from '@/db/client';
import { openServed } from '@/lib/api/testing';
import { resetEnv } from '@/lib/core/env';
import { captureLog } from '@/lib/core/testing';
import { replaceKey } from '@/lib/domain/access/integrators/replace-key';
import { createUser } from '@/lib/domain/access/team/create-user';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeSale } from '@/lib/domain/sales/deliveries/testing';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { cookieOf, makeUserContext, signInAtOnce } from '@/lib/platform/auth/testing';
import { redirectUris } from '@/lib/platform/oidc/testing';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { rotateSecret } from '@/lib/platform/webhooks/rotate-secret';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { startOidcFake } from '@/test/fakes/oidc';
import { prepared } from '@/test/prepared';
import { usePeopleSecrets } from './people-secrets';

const served = prepared(openServed);
const provider = prepared(() => startOidcFake({ redirectUris }));
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

/** Every row of every table, as text and as bytes: what a thief of the database or of a backup reads. */
async function dump(db: Executor): Promise<Map<string, string>> {
  const tables = await db.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`);
    found.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return found;
}

it('finds no secret in clear in any table or line of the log', async () => {
  const log = captureLog();
  const admin = await makeUserContext(served.db, 'admin');
  const password = 'canary-password-49213';
  await createUser(admin, { email: 'canary@example.com', name: 'Canary', role: 'support', password });
  const { sessionToken } = await signInAtOnce(
    served.db,
    { email: 'canary@example.com', password, address: '127.0.0.1', userAgent: undefined },
    new Date(),
  );
  const endpoint = await makeEndpoint(admin);
  const { secret } = endpoint;
  const { secret: newSecret } = await rotateSecret(admin, endpoint);
  const scopes = [
    'coupons:read',
    'coupons:write',
    'codes:reveal',
    'redemptions:read',
    'redemptions:write',
    'nettv:sell',
  ];
  const stock = await makeStock(served.db, 3, { value: 'canary', amountPaisa: 20_000 });
  const { key, keyId } = await createIntegratorKey(admin, {
    ...{ name: 'Canary', scopes: scopes as never, creditPaisa: 1_000_000 },
    couponIds: [stock.couponId],
  });
  const authorized = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await served.send({
      method,
      path,
      headers: { ...authorized, ...headers },
      body: JSON.stringify(body),
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.body as Record<string, unknown>;
  };

  const order = { token: key, reference: 'canary-1', value: 'canary', amount: 200, phone_number: '9860848045' };
  const { pin } = (await send('POST', '/api/use/nettv-coupon/', order)) as { pin: string };
  await send('GET', `/management/coupons/${stock.couponId}/codes.json`, undefined);
  const { codes } = (await send('GET', `/management/coupons/${stock.couponId}/codes.json`, undefined)) as {
    codes: { id: string; code: string }[];
  };
  const [unsold] = codes.filter(({ code }) => code !== pin);
  await send(
    'DELETE',
    `/management/coupons/${stock.couponId}/codes/${unsold?.id}.json`,
    {},
    { 'idempotency-key': 'c-1' },
  );
  const restore = `/management/coupons/${stock.couponId}/codes/${unsold?.id}/restore.json`;
  for (const idempotencyKey of ['c-2', 'c-2']) await send('POST', restore, {}, { 'idempotency-key': idempotencyKey });
  const redeem = { code: pin, user: { id: 'canary-user' } };
  await send('POST', '/api/v1/redemptions', redeem, { 'idempotency-key': 'c-3' });

  const ofPeople = await usePeopleSecrets(served.db, provider);
  const { key: newKey } = await replaceKey(admin, { keyId, overlapHours: 1 });
  const byHand = 'CANARY-PIN-5Q8W2E';
  const { saleId } = await makeSale(served.db, admin.actor.id, byHand);
  await revealSalePin(admin, { saleId });

  // What the requests carried is kept too, and some of them carry secrets where nobody expects them.
  const stray = {
    couponcode: pin,
    note: `PIN ${pin.toLowerCase()} of 9860848045`,
    phone: 9_860_848_045,
    mail: 'buyer-canary@example.com',
  };
  await served.send({
    method: 'POST',
    path: `/api/v1/redemptions/check?q=${pin}`,
    headers: authorized,
    body: JSON.stringify(stray),
  });
  await served.send({ path: `/api/service/status/?token=${key}&reference=canary-1` });
  await flushCalls(served.db);
  const kept = await served.db.execute<{ n: number }>(sql`select count(*)::int as n from api_requests`);
  expect(kept[0]?.n).toBeGreaterThan(7);

  const secrets = {
    ...{ typed: pin.toLowerCase(), mail: stray.mail },
    ...{ password, sessionToken, key, newKey, secret, newSecret, pin, byHand, code: unsold?.code ?? '' },
    cookie: await cookieOf(admin),
    ...ofPeople,
  };
  const tables = await dump(served.db);
  expect(tables.size).toBeGreaterThan(30);
  for (const [name, value] of Object.entries(secrets)) {
    expect(value.length, name).toBeGreaterThan(8);
    const forms = [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64').slice(0, -4)];
    const places = [...tables].filter(([, text]) => forms.some((form) => text.includes(form))).map(([table]) => table);
    expect(places, `${name} is in clear`).toEqual([]);
    expect(log.join('\n').includes(value), `${name} is in the log`).toBe(false);
  }
  // The search itself works: what is no secret is found.
  expect([...tables].filter(([, text]) => text.includes('canary-user'))).not.toHaveLength(0);
});
