import { randomUUID } from 'node:crypto';
import { isNull, type SQL, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { acknowledgeSale } from '@/lib/domain/sales/sales/acknowledge-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order, provideKhaltiDesk, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { closeDifference } from './close-difference';
import { askComparison, compareInBackground } from './run-comparison';
import { pointKhaltiAt } from './testing';

const desk = provideKhaltiDesk();
let stock: Stock;
let seller: Context<UserActor>;
let buyer: Context<KeyActor>;

beforeAll(async () => {
  stock = await makeStock(desk.db, 260);
  await run(
    sql`update coupons set requires_sale = true where id = (select coupon_id from products where id = ${stock.product.id})`,
  );
  buyer = await makeBuyer(desk.db, 100_000_000);
});
beforeEach(async () => {
  seller = await makeUserContext(desk.db, 'support');
});

const run = (statement: SQL) => desk.db.execute(statement);
const night = () => compareInBackground(systemContext(desk.db, 'Compare khalti'), {});
const open = () => desk.db.select().from(supplierDifferences).where(isNull(supplierDifferences.closedAt));
const found = async () => {
  await night();
  return (await open()).map(({ kind, saleId }) => [kind, saleId]);
};
/** As if it had been sold two hours ago. */
const age = (saleId: number) =>
  run(sql`update sales set created_at = now() - interval '2 hours',
  settled_at = now() - interval '2 hours' where id = ${saleId}`);
async function sellSeen(): Promise<number> {
  const { sale } = await sell(seller, order(stock, { paymentMethod: 'cash' }));
  await acknowledgeSale(seller, { saleId: sale.id, state: 'succeeded' });
  return sale.id;
}
/** Uses the PIN of a sale, or a code that no sale has. */
async function use(saleId: number | null): Promise<void> {
  await run(sql`with used as (
      insert into redemptions (coupon_id, code_id, user_ref, unique_user, discount, confirmed_at)
      select c.coupon_id, c.id, ${randomUUID()}, false, 10, now() from codes c
      where c.id = coalesce((select code_id from sales where id = ${saleId}),
        (select id from codes where status = 'available' order by id desc limit 1))
      returning code_id)
    update codes set status = 'redeemed', redeemed_at = now() from used where id = used.code_id and status <> 'voided'`);
}

describe('the three books', () => {
  it('agree after 200 clean sales: sold, voided, redeemed, by integrators, in shifts and through Khalti', async () => {
    await openShift(seller, { floatPaisa: 0 });
    for (let n = 0; n < 200; n++) {
      const kind = n % 5;
      if (kind === 0) await sell(buyer, order(stock));
      else if (kind === 1) await sell(seller, order(stock, { phone: `98411${String(n).padStart(5, '0')}` }));
      else if (kind === 2) await use(await sellSeen());
      else if (kind === 3) await voidSale(desk.admin, { saleId: await sellSeen(), reason: 'tests' });
      else await sell(seller, desk.order({ paymentMethod: 'esewa' }));
    }
    await run(sql`update deliveries set state = 'sent'`);
    await run(sql`update sales set unseen = false where supplier = 'khalti'`);
    await run(sql`update sales set settled_at = now() - interval '2 hours', created_at = now() - interval '2 hours'`);
    expect(await found()).toEqual([]);
    const [last] = await desk.db.select().from(supplierComparisons);
    expect(last).toMatchObject({ compared: 200, differences: 0, trouble: null });
  });

  it('show a code that was redeemed and never sold, or whose sale was voided, and that it is gone', async () => {
    await use(null);
    const voided = await sellSeen();
    await voidSale(desk.admin, { saleId: voided, reason: 'tests' });
    await use(voided);
    expect(await found()).toEqual([
      ['redeemed_never_sold', null],
      ['redeemed_never_sold', voided],
    ]);
    expect(await found()).toHaveLength(2);
    await run(sql`update redemptions set state = 'rolled_back', ended_at = now()
      where code_id = (select code_id from sales where id = ${voided})`);
    expect(await found()).toEqual([['redeemed_never_sold', null]]);
    const [left] = await open();
    await closeDifference(desk.admin, { id: left?.id ?? 0, note: 'A test of the platform' });
    expect(await found()).toEqual([]);
  });

  it('show a sale whose PIN was never shown nor delivered, until it was', async () => {
    const lost = (await sell(seller, order(stock))).sale.id;
    const failed = (await sell(seller, order(stock, { phone: '9841200001' }))).sale.id;
    await run(sql`update deliveries set state = 'failed', error = 'no_credit' where sale_id = ${failed}`);
    const waiting = (await sell(seller, order(stock, { phone: '9841200002' }))).sale.id;
    expect(await found()).toEqual([]);
    for (const id of [lost, failed, waiting]) await age(id);
    expect(await found()).toEqual([
      ['sold_never_delivered', lost],
      ['sold_never_delivered', failed],
    ]);
    await acknowledgeSale(seller, { saleId: lost, state: 'succeeded' });
    await run(sql`update deliveries set state = 'sent', error = null where sale_id = ${failed}`);
    expect(await found()).toEqual([]);
  });

  it('show what the ledger has otherwise than the sales, to the paisa', async () => {
    const bought = (await sell(buyer, order(stock))).sale.id;
    await openShift(seller, { floatPaisa: 0 });
    const inTill = await sellSeen();
    await run(sql`update credit_transfers set amount_paisa = amount_paisa - 1 where sale_id = ${bought}`);
    await run(sql`update sales set amount_paisa = amount_paisa + 1 where id = ${inTill}`);
    await night();
    const differences = (await open()).map(({ reference, ours, theirs, oursPaisa, theirsPaisa }) => [
      ...[reference.replace(/^account-\d+$/, 'account'), ours, theirs, (oursPaisa ?? 0) - (theirsPaisa ?? 0)],
    ]);
    expect(differences.sort()).toEqual([
      ['account', 'available', 'transfers', -1],
      ['account', 'consumed', 'transfers', 1],
      [`sale-${bought}`, 'succeeded', 'credit', 1],
      [`sale-${inTill}`, 'succeeded', 'till', 1],
    ]);
    await run(sql`update credit_transfers set amount_paisa = amount_paisa + 1 where sale_id = ${bought}`);
    await run(sql`update sales set amount_paisa = amount_paisa - 1 where id = ${inTill}`);
    expect(await found()).toEqual([]);
  });

  it('are held against each other without Khalti too, whose differences then stay', async () => {
    await run(sql`insert into supplier_differences (kind, reference, sale_id, ours, theirs, last_seen_at, last_comparison_id)
      select 'amount', 'kept', id, 'succeeded', 'succeeded', now(), 0 from sales where supplier = 'khalti' limit 1`);
    pointKhaltiAt(null);
    await use(null);
    const { id } = await askComparison({ ...desk.admin, now: () => new Date() }, {});
    await compareInBackground(systemContext(desk.db, 'Compare khalti'), { comparisonId: id });
    expect((await open()).map(({ kind }) => kind).sort()).toEqual(['amount', 'redeemed_never_sold']);
  });
});
