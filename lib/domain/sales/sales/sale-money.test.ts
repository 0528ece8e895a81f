import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codeBatches } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { listBatches } from '@/lib/domain/coupons/codes/list-batches';
import { setBatchCost } from '@/lib/domain/coupons/codes/set-batch-cost';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { csvLinesOf } from '@/test/csv-of';
import { exportSales } from './export-sales';
import { getSale } from './get-sale';
import { giveGoodwill } from './give-goodwill';
import { replaceSalePin } from './replace-pin';
import { sell } from './sell';
import { sumSales } from './sum-sales';
import { addCodes, makeStock, order, provideKhaltiDesk, type Stock } from './testing';
import { voidSale } from './void-sale';

const desk = provideKhaltiDesk();

const reason = 'tests';

async function batchOf({ couponId }: Stock): Promise<number> {
  const [batch] = await desk.db.select().from(codeBatches).where(eq(codeBatches.couponId, couponId));
  return batch?.id ?? 0;
}
async function makeCosted(unitCostPaisa: number | null, count = 3): Promise<Stock> {
  const stock = await makeStock(desk.db, count);
  await setBatchCost(desk.admin, { couponId: stock.couponId, batchId: await batchOf(stock), unitCostPaisa });
  return stock;
}
const moneyOf = async (saleId: number) => (await getSale(desk.admin, { saleId })).money;
const tableOf = async (by: Context<UserActor>, productId: number) => {
  const [header = '', ...lines] = await csvLinesOf(await exportSales(by, { productId }));
  return { columns: header.split(','), cells: lines.map((line) => line.split(',')) };
};

describe('what a sale cost', () => {
  it('is what Khalti took for it, to the paisa', async () => {
    const { sale } = await sell(desk.seller, desk.order());
    expect(await moneyOf(sale.id)).toEqual({
      commissionPaisa: 0,
      costPaisa: 200_000,
      goodwillPaisa: 0,
      marginPaisa: 0,
    });
    const missing = await desk.sellUnder({ kind: 'no-pin' });
    expect((await desk.rowOf(missing.id)).costPaisa).toBe(200_000);
  });

  it('is the unit cost of its batch when it was sold; nobody knows where none is set', async () => {
    const stock = await makeCosted(150_000);
    const { sale } = await sell(desk.seller, order(stock));
    await setBatchCost(desk.admin, { couponId: stock.couponId, batchId: await batchOf(stock), unitCostPaisa: null });
    expect(await moneyOf(sale.id)).toEqual({
      commissionPaisa: 0,
      costPaisa: 150_000,
      goodwillPaisa: 0,
      marginPaisa: 50_000,
    });
    const later = await sell(desk.seller, order(stock));
    expect(await moneyOf(later.sale.id)).toEqual({
      commissionPaisa: 0,
      costPaisa: null,
      goodwillPaisa: 0,
      marginPaisa: null,
    });
  });

  it('stays when it is voided, grows with a replaced PIN, and leaves less after goodwill', async () => {
    const stock = await makeCosted(150_000);
    const voided = await sell(desk.seller, order(stock));
    await voidSale(desk.admin, { saleId: voided.sale.id, reason });
    expect(await moneyOf(voided.sale.id)).toEqual({
      commissionPaisa: 0,
      costPaisa: 150_000,
      goodwillPaisa: 0,
      marginPaisa: -150_000,
    });
    const replaced = await sell(desk.seller, order(stock));
    await replaceSalePin(desk.admin, { saleId: replaced.sale.id, reason });
    expect(await moneyOf(replaced.sale.id)).toMatchObject({
      commissionPaisa: 0,
      costPaisa: 300_000,
      marginPaisa: -100_000,
    });
    const { sale } = await sell(desk.seller, desk.order());
    await giveGoodwill(desk.admin, { saleId: sale.id, reason, amountPaisa: 5_000 });
    expect(await moneyOf(sale.id)).toEqual({
      commissionPaisa: 0,
      costPaisa: 200_000,
      goodwillPaisa: 5_000,
      marginPaisa: -5_000,
    });
  });

  it('is nothing for one that failed', async () => {
    const stock = await makeStock(desk.db, 0);
    const { sale } = await sell(desk.seller, order(stock));
    expect(sale.state).toBe('failed');
    expect(await moneyOf(sale.id)).toEqual({ commissionPaisa: 0, costPaisa: 0, goodwillPaisa: 0, marginPaisa: 0 });
  });

  it('adds up on the screen and in the export', async () => {
    const stock = await makeCosted(120_000);
    for (let n = 0; n < 3; n++) await sell(desk.seller, order(stock));
    await addCodes(desk.db, stock.couponId, 1);
    await sell(desk.seller, order(stock));
    const productId = stock.product.id;
    const totals = await sumSales(desk.admin, { productId });
    expect(totals.money).toEqual({
      commissionPaisa: 0,
      costPaisa: 360_000,
      goodwillPaisa: 0,
      marginPaisa: 240_000,
      uncosted: 1,
    });
    const { columns, cells } = await tableOf(desk.admin, productId);
    const sum = (name: string) => cells.reduce((all, cell) => all + Number(cell[columns.indexOf(name)]) * 100, 0);
    expect([sum('cost_rupees'), sum('margin_rupees')]).toEqual([360_000, 240_000]);
  });
});

describe('who sees no costs', () => {
  it('finds them neither on the sale, in totals, in the export nor with the batches', async () => {
    const stock = await makeCosted(123_456);
    const { sale } = await sell(desk.seller, order(stock));
    const productId = stock.product.id;
    for (const role of ['support', 'viewer'] as const) {
      const by = await makeUserContext(desk.db, role);
      const seen = [
        await getSale(by, { saleId: sale.id }),
        await sumSales(by, { productId }),
        await tableOf(by, productId),
        await listBatches(by, { couponId: stock.couponId }),
      ];
      expect(seen[0]).toMatchObject({ money: null });
      expect(seen[1]).toMatchObject({ money: null });
      expect(JSON.stringify(seen)).not.toMatch(/123456|1234\.56|76544|765\.44|cost_rupees/);
    }
    const supervisor = await makeUserContext(desk.db, 'supervisor');
    expect((await getSale(supervisor, { saleId: sale.id })).money?.costPaisa).toBe(123_456);
    const { rows } = await listBatches(supervisor, { couponId: stock.couponId });
    expect(rows[0]?.unitCostPaisa).toBe(123_456);
    const events = await desk.db.select().from(auditEvents).where(eq(auditEvents.action, 'codes.cost_set'));
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain('123456');
  });

  it('sets none: that takes the right to change coupons and to see costs', async () => {
    const stock = await makeStock(desk.db, 1);
    const input = { couponId: stock.couponId, batchId: await batchOf(stock), unitCostPaisa: 1 };
    for (const role of ['supervisor', 'support', 'viewer'] as const) {
      await expect(setBatchCost(await makeUserContext(desk.db, role), input)).rejects.toBeInstanceOf(Forbidden);
    }
    const key = await makeKeyContext(desk.db, ['coupons:write']);
    await expect(setBatchCost(key, input)).rejects.toBeInstanceOf(Forbidden);
    const other = await makeStock(desk.db, 1);
    const elsewhere = setBatchCost(desk.admin, { ...input, batchId: await batchOf(other) });
    await expect(elsewhere).rejects.toBeInstanceOf(NotFound);
    await expect(setBatchCost(desk.admin, { ...input, unitCostPaisa: -1 })).rejects.toBeInstanceOf(Invalid);
  });
});
