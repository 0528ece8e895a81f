import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { couponStates } from '@/lib/core/entities/coupon';
import { Forbidden } from '@/lib/core/errors';
import { listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import { signIn } from '@/lib/platform/auth/sign-in';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { getSecuritySettings } from '@/lib/platform/settings/security-settings';
import { fillDemo } from './fill-demo';
import { prepareFirstStart } from './prepare-first-start';

const test = openTestDatabase();

const tables = [
  ...['users', 'coupons', 'codes', 'products', 'sales', 'redemptions', 'user_groups', 'integrators', 'api_keys'],
  'audit_events',
];

async function countRows(): Promise<Record<string, number>> {
  const counts = tables.map((table) => test.sql`select count(*)::int as n from ${test.sql(table)}`);
  const rows = await Promise.all(counts);
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]?.[0]?.n]));
}

async function emptyDatabase(): Promise<void> {
  const rows = await test.sql`select tablename from pg_tables where schemaname = 'public'`;
  await test.sql.unsafe(`truncate ${rows.map((row) => row.tablename).join(', ')} restart identity cascade`);
}

describe('the demo', () => {
  beforeAll(emptyDatabase);

  it('has coupons in every state, stock that is plenty, low and gone, and a day that is under way', async () => {
    const ctx = systemContext(test.db, 'demo');
    await fillDemo(ctx);
    for (const state of couponStates) {
      expect((await listCoupons(ctx, { state })).rows, state).not.toHaveLength(0);
    }
    expect((await listCoupons(ctx, { deleted: true })).rows).toHaveLength(1);
    const products = await listProducts(ctx);
    expect(
      products.map(({ value, amountPaisa, stock, availability }) => [value, amountPaisa, stock, availability]),
    ).toEqual([
      ['nettv coupon', 200_000, 500, 'on_sale'],
      ['nettv three months', 50_000, 3, 'on_sale'],
      ['nettv weekend', 15_000, 0, 'sold_out'],
    ]);
    const [failed] = await test.sql`select count(*)::int as n from sales where state = 'failed'`;
    expect(failed?.n).toBe(2);
    const today = await getToday(ctx);
    expect(today.stock.map((product) => product.state)).toEqual(['sold_out', 'low', 'plenty']);
    expect(today.recentSales.length).toBeGreaterThan(5);
    expect(today.endingCoupons.map((coupon) => coupon.code)).toEqual(['WELCOME25', 'RENTAL40']);
  });

  it('has changes of yesterday, each made by the user it names', async () => {
    const { yesterday } = await getToday(systemContext(test.db, 'demo'));
    const seen = yesterday?.map(({ actor, actorName, action }) => [actor, actorName, action]);
    const [key] =
      await test.sql`select id, expires_at <= now() as "isOver", last_used_at < now() as "isUsed" from api_keys`;
    expect(seen).toEqual([
      [`key:${key?.id}`, 'Demo integrator', 'coupon.tvod_price_added'],
      [`key:${key?.id}`, 'Demo integrator', 'coupon.updated'],
      [`key:${key?.id}`, 'Demo integrator', 'coupon.created'],
    ]);
    expect(key, 'nobody knows that key, so nobody can use it').toMatchObject({ isOver: true, isUsed: true });
  });

  it('happened in the past, in order, and nothing of it is still to be sent', async () => {
    const late = await test.sql`select from sales where created_at > now()
      union all select from redemptions where created_at > now() union all select from deliveries`;
    expect(late).toHaveLength(0);
    const inOrder = { sales: 'created_at', redemptions: 'created_at', users: 'created_at', audit_events: 'at' };
    for (const [table, column] of Object.entries(inOrder)) {
      const disorder = await test.sql`select from (
        select ${test.sql(column)} as at, lag(${test.sql(column)}) over (order by id) as before
        from ${test.sql(table)}) x
        where before > at`;
      expect(disorder, table).toHaveLength(0);
    }
    const [span] = await test.sql`select min(created_at) < now() - interval '12 days' as long from sales`;
    expect(span?.long).toBe(true);
  });

  it('is filled once: a second time adds nothing, nor does it bring back what was deleted', async () => {
    await test.sql`update coupons set deleted_at = now() where code = 'WELCOME25'`;
    const before = await countRows();
    await Promise.all([fillDemo(systemContext(test.db, 'demo')), fillDemo(systemContext(test.db, 'demo'))]);
    expect(await countRows()).toEqual(before);
  });

  it('is completed by a second run when the first was interrupted, without doing anything twice', async () => {
    const whole = await countRows();
    await test.sql`delete from audit_events where action = 'demo.filled'`;
    await fillDemo(systemContext(test.db, 'demo'));
    expect(await countRows()).toEqual(whole);
  });

  it('is filled by an admin only', async () => {
    await expect(fillDemo(await makeUserContext(test.db, 'support'))).rejects.toThrow(Forbidden);
  });
});

describe('the first start', () => {
  beforeEach(emptyDatabase);

  it('makes an admin who can sign in, a key that works with credit, and returns both once', async () => {
    const { admin, apiKey = '' } = await prepareFirstStart(test.db, { demo: true });
    expect(admin?.email).toBe('admin@example.com');
    await signIn(
      test.db,
      { ...admin, email: admin?.email ?? '', password: admin?.password ?? '', address: 'unknown' },
      new Date(),
    );
    const check = await verifyApiKey(test.db, apiKey, new Date());
    if (check.state !== 'ok') throw new Error(check.state);
    const ofReadme = /--scopes ([\w:,]+)/.exec(readFileSync('README.md', 'utf8'))?.[1];
    expect(check.actor.scopes.join()).toBe(ofReadme);
    const afterAYear = new Date(Date.now() + 366 * 24 * 60 * 60 * 1000);
    expect((await verifyApiKey(test.db, apiKey, afterAYear)).state).toBe('expired');
    expect(await readBalance(test.db, check.actor.integratorId)).toMatchObject({ availablePaisa: 10_000_000 });
    const before = await countRows();
    expect(await prepareFirstStart(test.db, { demo: true })).toEqual({});
    expect(await countRows()).toEqual(before);
  });

  it('takes the email and the password that are given, and makes no demo when none is wanted', async () => {
    const given = { adminEmail: 'Boss@Example.com', adminPassword: 'three blind mice run' };
    const first = await prepareFirstStart(test.db, { ...given, demo: false });
    expect(first).toEqual({ admin: { email: 'boss@example.com', password: 'three blind mice run' } });
    expect(await countRows()).toMatchObject({ users: 1, coupons: 0, integrators: 0 });
    await signIn(
      test.db,
      { email: 'boss@example.com', password: 'three blind mice run', address: 'unknown' },
      new Date(),
    );
    expect(await getSecuritySettings(test.db)).toMatchObject({
      secondFactorRequired: true,
      secondFactorForAll: true,
      stepUpMinutes: 5,
    });
  });

  it('says in words what cannot be used, and makes nothing then', async () => {
    await expect(prepareFirstStart(test.db, { adminEmail: 'boss', demo: true })).rejects.toThrow(/ADMIN_EMAIL/);
    await expect(prepareFirstStart(test.db, { adminPassword: 'short', demo: true })).rejects.toThrow(/ADMIN_PASSWORD/);
    // Of a real desk, what people may choose on the screens.
    for (const adminPassword of ['password', 'password12345']) {
      await expect(prepareFirstStart(test.db, { adminPassword, demo: false })).rejects.toThrow(/ADMIN_PASSWORD/);
    }
    expect(await countRows()).toMatchObject({ users: 0, coupons: 0 });
  });

  it('makes one admin when several processes start at once, with a pool of one each', async () => {
    const pools = [1, 2, 3].map(() =>
      createDatabase(test.url, { max: 1, socket: process.env.DATABASE_SOCKET || undefined }),
    );
    const results = await Promise.all(pools.map(({ db }) => prepareFirstStart(db, { demo: true })));
    await Promise.all(pools.map(({ close }) => close()));
    expect(results.filter((result) => result.admin)).toHaveLength(1);
    expect(await countRows()).toMatchObject({ users: 4, integrators: 1, products: 3 });
  });

  it('makes an admin after a seed, which makes none', async () => {
    await fillDemo(systemContext(test.db, 'npm run seed'));
    const { admin } = await prepareFirstStart(test.db, { demo: true });
    expect(admin?.password).toHaveLength(23);
  });
});
