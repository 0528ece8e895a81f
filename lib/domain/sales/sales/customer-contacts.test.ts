import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import { listDeliveries } from '@/lib/domain/sales/deliveries/list-deliveries';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { csvOf } from '@/test/csv-of';
import { prepared } from '@/test/prepared';
import { exportSales } from './export-sales';
import { getSale } from './get-sale';
import { listLastPurchases } from './list-last-purchases';
import { listSales } from './list-sales';
import { sell } from './sell';
import { sumSales } from './sum-sales';
import { makeBuyer, makeStock, order, type Stock } from './testing';

const test = openTestDatabase();
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const seller = prepared(() => makeUserContext(test.db, 'support'));
let saleId: number;
let stock: Stock;
const phone = '+9779860848045';
const email = 'sita.sharma@example.com';

beforeAll(async () => {
  stock = await makeStock(test.db, 5);
  const { product } = stock;
  const input = { reference: 'masked-1', productId: product.id, expectedAmountPaisa: 200_000, phone, email };
  saleId = (await sell(seller, input)).sale.id;
});

const salesFileOf = async (ctx: typeof viewer) => csvOf(await exportSales(ctx, {}));

const readsOf = async (ctx: typeof viewer) => [
  await listSales(ctx, {}),
  await getSale(ctx, { saleId }),
  await listDeliveries(ctx, { saleId }),
  await getToday(ctx),
  await salesFileOf(ctx),
];

it('customers’ contacts are masked in every read of somebody who does not sell, and whole for those who do', async () => {
  for (const read of await readsOf(viewer)) {
    const text = JSON.stringify(read);
    expect(text).not.toMatch(/9860848045|sita\.sharma/);
    expect(text).toMatch(/986-…045/);
    expect(text).toContain('s…a@example.com');
  }
  for (const ctx of [seller, await makeUserContext(test.db, 'admin'), await makeUserContext(test.db, 'supervisor')]) {
    for (const read of await readsOf(ctx)) expect(JSON.stringify(read)).toMatch(/9860848045[\s\S]*sita\.sharma/);
  }
});

it('who sees no contacts finds them by the whole of one, and cannot try out its parts', async () => {
  const found = async (ctx: typeof viewer, search: string) => [
    (await listSales(ctx, { search })).rows.length,
    (await sumSales(ctx, { search })).states.length,
  ];
  for (const whole of ['986-0848045', email.toUpperCase(), 'masked-1', `#${saleId}`]) {
    expect(await found(viewer, whole), whole).toEqual([1, 1]);
  }
  for (const part of ['98608480', '0848045', '48045', 'sita.sh', '@example.com']) {
    expect(await found(viewer, part), part).toEqual([0, 0]);
    expect(await found(seller, part), part).toEqual([1, 1]);
  }
});

it.each(['986-084-8045', '+977 (986) 084 8045', '९८६०८४८०४५', '986.084.8045', '9779860848045'])(
  'what somebody wrote of a customer is masked too: %s',
  async (said) => {
    const reason = `Called ${said}, no answer`;
    await test.sql`delete from goodwill_refunds`;
    await test.sql`insert into goodwill_refunds (sale_id, amount_paisa, reason, at, actor_name)
      values (${saleId}, 100, ${reason}, now(), 'x')`;
    await test.sql`update sales set failure_reason = ${reason} where id = ${saleId}`;
    const masked = 'Called 986-…045, no answer';
    expect(await getSale(viewer, { saleId })).toMatchObject({ failureReason: masked, goodwill: { reason: masked } });
    expect((await listSales(viewer, {})).rows).toMatchObject([{ failureReason: masked }]);
    expect(await salesFileOf(viewer)).toContain('986-…045, no answer');
    expect(await getSale(seller, { saleId })).toMatchObject({ failureReason: reason, goodwill: { reason } });
  },
);

it('the last purchases of an integrator are masked for a role that does not sell', async () => {
  const buyer = await makeBuyer(test.db, 1_000_000);
  await sell(buyer, { ...order(stock), phone });
  const reader = await makeUserContext(test.db, await makeRole(test.db, 'integrators.read'));
  const last = (ctx: typeof reader) => listLastPurchases(ctx, { integratorId: buyer.actor.integratorId });
  expect(await last(reader)).toMatchObject([{ phone: '986-…045' }]);
  expect(await last(await makeUserContext(test.db, 'admin'))).toMatchObject([{ phone }]);
});
