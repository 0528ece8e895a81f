import { randomBytes, randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { goodwillRefunds, sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { paymentMethods } from '@/lib/core/entities/payment-method';
import { Forbidden } from '@/lib/core/errors';
import { saleStates } from '@/lib/domain/sales/sales/filters';
import { sumSales } from '@/lib/domain/sales/sales/sum-sales';
import { makeBuyer, makeStock, type Stock } from '@/lib/domain/sales/sales/testing';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { csvLinesOf } from '@/test/csv-of';
import { prepared } from '@/test/prepared';
import { testSeed } from '@/test/random';
import { exportReport } from './export-report';
import { type ReportGroup, reportGroups } from './filters';
import { reportSales } from './report-sales';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let sellers: { ctx: Context<UserActor>; shiftId: number }[];
let buyer: Awaited<ReturnType<typeof makeBuyer>>;
let stocks: Stock[];
let codeIds: number[];

beforeAll(async () => {
  buyer = await makeBuyer(test.db, 0);
  stocks = [await makeStock(test.db, 60), await makeStock(test.db, 0)];
  sellers = [];
  for (let n = 0; n < 2; n++) {
    const ctx = await makeUserContext(test.db, 'support');
    sellers.push({ ctx, shiftId: (await openShift(ctx, { floatPaisa: 0 })).id });
  }
  const rows = await test.db
    .select({ id: codes.id })
    .from(codes)
    .where(eq(codes.couponId, stocks[0]?.couponId ?? 0))
    .orderBy(asc(codes.id));
  codeIds = rows.map(({ id }) => id);
});
beforeEach(() => test.sql`truncate sales, goodwill_refunds cascade`);

const from = '2026-11-01';
const to = '2026-11-10';
/** From a day before the period to one after it, so that its ends are tried in Kathmandu's time. */
const anySale = fc.record({
  minutes: fc.integer({ min: 0, max: 12 * 24 * 60 }),
  by: fc.constantFrom(0, 1, 'integrator' as const),
  stock: fc.constantFrom(0, 1),
  state: fc.constantFrom(...saleStates),
  amountPaisa: fc.integer({ min: 1, max: 1_000_000_000 }),
  costPaisa: fc.option(fc.integer({ min: 0, max: 900_000_000 })),
  paymentMethod: fc.option(fc.constantFrom(...paymentMethods)),
  inShift: fc.boolean(),
  goodwillPaisa: fc.option(fc.integer({ min: 1, max: 5_000 })),
});
type AnySale = typeof anySale extends fc.Arbitrary<infer Sale> ? Sale : never;

async function insert(given: AnySale[]): Promise<void> {
  const free = [...codeIds];
  for (const { minutes, by, stock, state, amountPaisa, costPaisa, paymentMethod, inShift, goodwillPaisa } of given) {
    const seller = by === 'integrator' ? null : sellers[by];
    const ofSeller = seller && {
      sellerId: seller.ctx.actor.id,
      shiftId: inShift ? seller.shiftId : null,
      paymentMethod,
    };
    const ofIntegrator = { integratorId: buyer.actor.integratorId, apiKeyId: buyer.actor.id };
    const createdAt = new Date(Date.parse('2026-10-31T00:00:00Z') + minutes * 60_000);
    const isOpen = state === 'pending' || state === 'unknown' || state === 'pin_missing';
    const [sale] = await test.db
      .insert(sales)
      .values({
        reference: randomUUID(),
        ...(ofSeller || ofIntegrator),
        productId: stocks[stock]?.product.id ?? 0,
        ...(state === 'voided'
          ? { supplier: 'stock', codeId: free.pop() ?? null, voidedAt: createdAt }
          : { supplier: 'khalti', supplierReference: randomUUID() }),
        ...(state === 'succeeded' ? { pinSealed: randomBytes(8), pinSealingKeyId: 1, pinDigest: randomBytes(32) } : {}),
        ...(state === 'succeeded' || state === 'voided' ? { pinLastFour: 'K3QZ' } : {}),
        ...(state === 'failed' ? { failureCode: '4000' } : {}),
        ...{ state, amountPaisa, costPaisa, createdAt, settledAt: isOpen ? null : createdAt },
      })
      .returning({ id: sales.id });
    if (!sale || state !== 'succeeded' || goodwillPaisa === null) continue;
    await test.db
      .insert(goodwillRefunds)
      .values({ saleId: sale.id, amountPaisa: goodwillPaisa, actorName: 'tests', reason: 'tests' });
  }
}

async function tableOf(by: Context<UserActor>, group: ReportGroup) {
  const [header = '', ...lines] = await csvLinesOf(await exportReport(by, { by: group, from, to }));
  const columns = header.split(',');
  const cells = lines.map((line) => line.split(','));
  const sum = (name: string) => cells.reduce((all, line) => all + Number(line[columns.indexOf(name)]), 0);
  return { columns, lines: cells, count: sum, paisa: (name: string) => Math.round(sum(name) * 100) };
}

it('adds up to the totals of the list and to the sum of the export, whatever was sold and by whichever group', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anySale, { minLength: 1, maxLength: 40 }), async (given) => {
      await test.sql`truncate sales, goodwill_refunds cascade`;
      await insert(given);
      const { states, money } = await sumSales(admin, { from, to });
      for (const by of reportGroups) {
        const report = await reportSales(admin, { by, from, to });
        expect([by, report.total]).toEqual([by, { states, money: states.length > 0 ? money : null }]);
        const csv = await tableOf(admin, by);
        expect(csv.lines).toHaveLength(report.rows.length);
        for (const state of saleStates) {
          const { count = 0, amountPaisa = 0 } = states.find((one) => one.state === state) ?? {};
          expect([state, csv.count(`${state}_count`), csv.paisa(`${state}_rupees`)]).toEqual([
            state,
            count,
            amountPaisa,
          ]);
        }
        expect(csv.paisa('cost_rupees')).toBe(money?.costPaisa);
        expect(csv.paisa('goodwill_rupees')).toBe(money?.goodwillPaisa);
        expect(csv.paisa('margin_rupees')).toBe(money?.marginPaisa);
        expect(csv.count('cost_not_known')).toBe(money?.uncosted);
      }
    }),
    { seed: testSeed, numRuns: 15 },
  );
});

const sale: AnySale = {
  ...{ minutes: 2 * 24 * 60, by: 0, stock: 0, state: 'succeeded', amountPaisa: 200_000, costPaisa: 150_000 },
  ...{ paymentMethod: 'cash', inShift: true, goodwillPaisa: null },
};

it('names what each row is of, the days of the settings’ zone in order and of all else the most sold first', async () => {
  // 18:15 UTC of 1 November is midnight of the second in Kathmandu.
  const midnight = (24 + 18) * 60 + 15;
  await insert([
    { ...sale, minutes: midnight },
    { ...sale, minutes: midnight - 1, by: 1, inShift: false, stock: 1, amountPaisa: 100, paymentMethod: null },
    { ...sale, minutes: midnight, by: 'integrator', stock: 1, amountPaisa: 50 },
  ]);
  const rowsBy = async (by: ReportGroup) =>
    (await reportSales(admin, { by, from, to })).rows.map(({ key, name }) => [key, name]);
  const nameOf = (index: number) => sellers[index]?.ctx.actor.name;
  const idOf = (index: number) => String(sellers[index]?.ctx.actor.id);
  expect(await rowsBy('day')).toEqual([
    ['2026-11-01', null],
    ['2026-11-02', null],
  ]);
  expect(await rowsBy('seller')).toEqual([
    [idOf(0), nameOf(0)],
    [idOf(1), nameOf(1)],
    [null, null],
  ]);
  expect(await rowsBy('product')).toEqual(stocks.map(({ product }) => [String(product.id), product.name]));
  expect(await rowsBy('method')).toEqual([
    ['cash', null],
    ['unstated', null],
    [null, null],
  ]);
  expect(await rowsBy('shift')).toEqual([
    [String(sellers[0]?.shiftId), nameOf(0)],
    [null, null],
  ]);
  expect((await rowsBy('integrator')).map(([key]) => key)).toEqual([null, String(buyer.actor.integratorId)]);
});

it('says what sales cost only to anyone who sees that, on the screen and in the export', async () => {
  await insert([sale]);
  const support = await makeUserContext(test.db, 'support');
  const seen = await reportSales(support, { by: 'seller', from, to });
  expect([seen.total.money, ...seen.rows.map(({ money }) => money)]).toEqual([null, null]);
  expect((await tableOf(support, 'seller')).columns.join()).not.toMatch(/cost|margin|goodwill/);
  const supervisor = await makeUserContext(test.db, 'supervisor');
  const { total } = await reportSales(supervisor, { by: 'seller', from, to });
  expect(total.money).toEqual({
    commissionPaisa: 0,
    costPaisa: 150_000,
    goodwillPaisa: 0,
    marginPaisa: 50_000,
    uncosted: 0,
  });
});

it('is not for a key, nor for the days of nowhere, and its export is written down', async () => {
  const key = await makeKeyContext(test.db, ['nettv:sell', 'coupons:read']);
  await expect(reportSales(key, {})).rejects.toThrow(Forbidden);
  await expect(exportReport(key as never, {})).rejects.toThrow(Forbidden);
  await expect(reportSales(admin, { from })).rejects.toMatchObject({ fields: { to: ['Give both dates.'] } });
  expect(await reportSales(admin, { from, to })).toMatchObject({ rows: [], rest: null, total: { states: [] } });
  await tableOf(admin, 'shift');
  const [event] = await test.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, 'sales.report_exported'))
    .limit(1);
  expect(event?.actorName).toBe(admin.actor.name);
});
