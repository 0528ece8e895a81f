import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeStock, type Stock } from '@/lib/domain/sales/sales/testing';
import { systemContext } from '@/lib/platform/context/context';
import { watchDatabase } from '@/lib/platform/health/database-watch';
import { type DatabaseProxy, openDatabaseProxy } from '@/test/fakes/database-proxy';
import { createApp } from './app';

const test = openTestDatabase();
let proxy: DatabaseProxy;
let through: OpenDatabase;
let app: ReturnType<typeof createApp>;
let key: string;
let stock: Stock;
let coupon: Awaited<ReturnType<typeof makeCoupon>>;

beforeAll(async () => {
  stock = await makeStock(test.db, 20, { value: 'nettv coupon' });
  coupon = await makeCoupon(test.db);
  const scopes = ['nettv:sell', 'redemptions:read', 'redemptions:write', 'coupons:read', 'coupons:write'] as const;
  const input = { name: 'Everest Net', scopes: [...scopes], creditPaisa: 4_000_000 };
  ({ key } = await createIntegratorKey(systemContext(test.db, 'tests'), input));
  await test.sql`update api_keys set coupon_limit = 'all'`;
});
beforeEach(async () => {
  proxy = await openDatabaseProxy(test.url);
  through = createDatabase(proxy.url, { max: 4, waits: { lockMs: 150 } });
  app = createApp({ database: () => through.db, now: () => new Date() });
  return async () => {
    // The driver waits out its limit for a connection that was cut.
    void through.close();
    await proxy.close();
  };
});

type Answer = { status: number; retryAfter: string | null; body: Record<string, unknown> };

async function send(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const json = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers };
  const sent = body === undefined ? { method, headers: json } : { method, headers: json, body: JSON.stringify(body) };
  const answer = await app.request(path, sent);
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    body: JSON.parse(await answer.text()),
  };
}
const redeem = (name: string) =>
  send('POST', '/api/v1/redemptions', { code: coupon.code, user: { id: name } }, { 'idempotency-key': name });
const rename = (name: string) =>
  send('PUT', `/management/coupons/${coupon.id}.json`, { coupon: { description: name } }, { 'idempotency-key': name });
const buy = (reference: string) =>
  send('POST', '/api/use/nettv-coupon/', { token: key, reference, value: 'nettv coupon', amount: 2000 });

/** Of each contract, a call that writes. */
const writes = { v1: redeem, management: rename, nettv: buy };
/** What each is answered with when nothing was accepted; the texts may be reworded. */
const refused = {
  v1: (code: string) => ({ status: 503, body: { code } }),
  management: (code: string) => ({ status: 503, body: { error: 'Service Unavailable', code } }),
  nettv: () => ({ status: 503, body: { error_code: '1019', state: 'Error' } }),
};
const lanes = ['v1', 'management', 'nettv'] as const;

describe('an answer that was lost', () => {
  it.each(['v1', 'management'] as const)('is 503 of %s, and the same key gets it', async (lane) => {
    const name = `lost-${lane}`;
    proxy.swallow(lane === 'v1' ? `"${name}"` : 'commit');
    const lost = await writes[lane](name);
    expect(lost).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'outcome_unknown' } });
    expect(JSON.stringify(lost.body)).toContain('same Idempotency-Key');
    expect(JSON.stringify(lost.body)).not.toContain('Nothing was changed');
    expect((await writes[lane](name)).status).toBeLessThan(300);
  });

  it('of a purchase is 1017, the same again 1013, and its PIN is where the documents say', async () => {
    proxy.swallow('commit');
    expect(await buy('lost-nettv')).toMatchObject({ status: 500, body: { error_code: '1017' } });
    expect(await buy('lost-nettv')).toMatchObject({ status: 400, body: { error_code: '1013' } });
    const sale = await send('GET', '/api/v1/sales/lost-nettv');
    expect(sale).toMatchObject({ status: 200, body: { pin: expect.any(String) } });
    expect(stock.pins).toContain(sale.body.pin);
  });
});

describe('what cannot be done now', () => {
  it.each(lanes)('of %s, because others hold the row, is busy within the time of a lock', async (lane) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = test.sql.begin(async (sql) => {
      await sql`select from coupons where id = ${coupon.id} for update`;
      await sql`select from credit_accounts for update`;
      await held;
    });
    try {
      await expect.poll(async () => (await writes[lane](`held-${lane}`)).status).toBe(503);
      expect(await writes[lane](`held-${lane}`)).toMatchObject({ ...refused[lane]('busy'), retryAfter: '1' });
    } finally {
      release();
      await holding;
    }
    expect((await writes[lane](`held-${lane}`)).status).toBeLessThan(300);
  });

  it.each(lanes)('of %s, because the database is away, says so and comes back with it', async (lane) => {
    await proxy.stop();
    expect(await writes[lane](`away-${lane}`)).toMatchObject({ ...refused[lane]('unavailable'), retryAfter: '1' });
    const unready = { status: 503, retryAfter: '1', body: { database: false, writes: false } };
    expect(await send('GET', '/health/ready')).toMatchObject(unready);
    await proxy.start();
    await expect.poll(async () => (await writes[lane](`away-${lane}`)).status).toBeLessThan(300);
  });

  it('because the database only reads, is refused, and reads go on', async () => {
    const name = new URL(test.url).pathname.slice(1);
    await test.sql.unsafe(`alter database ${name} set default_transaction_read_only = on`);
    try {
      for (const lane of lanes) {
        expect(await writes[lane](`read-only-${lane}`)).toMatchObject(refused[lane]('unavailable'));
      }
      expect(await send('GET', `/management/coupons/${coupon.id}.json`)).toMatchObject({ status: 200 });
      const ready = await send('GET', '/health/ready');
      expect(ready).toMatchObject({
        status: 503,
        body: { database: true, writes: false, migrations: true, keys: true },
      });
    } finally {
      await test.sql.unsafe(`alter database ${name} reset default_transaction_read_only`);
    }
  });

  it('because the disk is full, is refused', async () => {
    await test.sql`
      create function full_disk() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`;
    for (const table of ['redemptions', 'sales', 'audit_events']) {
      await test.sql`create trigger full_disk before insert on ${test.sql(table)} execute function full_disk()`;
    }
    try {
      for (const lane of lanes) {
        expect(await writes[lane](`full-${lane}`)).toMatchObject(refused[lane]('unavailable'));
      }
    } finally {
      await test.sql`drop function full_disk cascade`;
    }
    for (const lane of lanes) expect((await writes[lane](`full-${lane}`)).status).toBeLessThan(300);
  });
});

describe('a database that is silent', () => {
  beforeEach(() => watchDatabase(proxy.url));

  it('ends what waits for it, refuses what comes, and serves again', async () => {
    expect((await redeem('before')).status).toBe(201);
    proxy.freeze();
    const waiting = lanes.map((lane) => writes[lane](`silent-${lane}`));
    expect(await Promise.all(waiting)).toMatchObject([
      { status: 503, body: { code: 'outcome_unknown' } },
      { status: 503, body: { code: 'outcome_unknown' } },
      { status: 500, body: { error_code: '1017' } },
    ]);
    for (const lane of lanes) {
      expect(await writes[lane](`later-${lane}`)).toMatchObject({ ...refused[lane]('unavailable'), retryAfter: '1' });
    }
    proxy.thaw();
    await expect.poll(async () => (await redeem('after')).status).toBe(201);
  });
});

it('refuses calls beyond the limit before they wait, and answers those within it', async () => {
  process.env.MAX_CALLS = '10';
  resetEnv();
  try {
    proxy.freeze();
    const within = Array.from({ length: 10 }, (_, index) => send('GET', `/api/v1/sales/none-${index}`));
    expect(await redeem('too-many')).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'busy' } });
    proxy.thaw();
    for (const { status } of await Promise.all(within)) expect(status).toBe(404);
    expect((await redeem('too-many')).status).toBe(201);
  } finally {
    delete process.env.MAX_CALLS;
    resetEnv();
  }
});
