import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { reportSales } from '@/lib/domain/sales/reports/report-sales';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { scopes } from '@/lib/platform/context/scopes';
import { getPeriodStatistics } from './get-period-statistics';

const test = openTestDatabase();

it('has what was sold, cost and is left of all products and of one coupon, as the report of these days, for anyone who sees money alone', async () => {
  const stock = await makeStock(test.db, 3);
  const other = await makeStock(test.db, 1);
  const { couponId: unsold, product } = await makeStock(test.db, 1);
  await test.sql`delete from products where id = ${product.id}`;
  const seller = await makeUserContext(test.db, 'support');
  for (let n = 0; n < 3; n++) await sell(seller, order(stock));
  await test.sql`update sales set cost_paisa = 150000 where id <> (select max(id) from sales)`;
  await test.sql`update sales set created_at = now() - interval '20 days' where id = (select min(id) from sales)`;
  for (const role of ['admin', 'supervisor'] as const) {
    const ctx = await makeUserContext(test.db, role);
    const { sold } = await getPeriodStatistics(ctx, { days: 7 });
    expect(sold).toEqual({
      states: [{ state: 'succeeded', count: 2, amountPaisa: 400_000 }],
      money: { commissionPaisa: 0, costPaisa: 150_000, goodwillPaisa: 0, marginPaisa: 50_000, uncosted: 1 },
    });
    expect(sold).toEqual((await reportSales(ctx, { by: 'day', days: 7 })).total);
    expect((await getPeriodStatistics(ctx, { days: 7, couponId: stock.couponId })).sold).toEqual(sold);
    expect((await getPeriodStatistics(ctx, { days: 7, couponId: other.couponId })).sold?.states).toEqual([]);
    expect((await getPeriodStatistics(ctx, { days: 7, couponId: unsold })).sold).toBeNull();
  }
  for (const role of ['support', 'viewer'] as const) {
    const ctx = await makeUserContext(test.db, role);
    expect((await getPeriodStatistics(ctx, { days: 7, couponId: stock.couponId })).sold).toBeNull();
    expect((await getPeriodStatistics(await makeUserContext(test.db, role), { days: 7 })).sold).toBeNull();
  }
  const key = await makeKeyContext(test.db, [...scopes]);
  expect((await getPeriodStatistics(key, { days: 7 })).sold).toBeNull();
});
