import { count, eq, type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '@/db/client';
import { creditTransfers } from '@/db/schema/credits';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { setCustomerMessages } from '@/lib/domain/access/integrators/set-customer-messages';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { sell } from './sell';
import { makeBuyer, makeStock, order, stockLeft, tally, times } from './testing';

const database = openTestDatabase({ max: 10 });

describe('many at once', () => {
  it('200 purchases of 50 codes sell each code once and fail 150', async () => {
    const stock = await makeStock(database.db, 50);
    const buyers = await Promise.all(Array.from({ length: 4 }, () => makeBuyer(database.db, 100_000_000)));
    const seller = await makeUserContext(database.db, 'support');
    const results = await times(200, (index) => sell(buyers[index % 5] ?? seller, order(stock)));
    expect(tally(results)).toEqual({ succeeded: 50, failed: 150 });
    const pins = results.flatMap((result) => (result.status === 'fulfilled' && result.value.pin) || []);
    expect(new Set(pins)).toEqual(new Set(stock.pins));
  });

  it('says sold out only when the last codes are really sold', async () => {
    const stock = await makeStock(database.db, 3);
    const buyer = await makeBuyer(database.db, 100_000_000);
    const poor = await makeBuyer(database.db, 200_000);
    const results = await times(30, (index) =>
      sell(index % 2 ? poor : buyer, order(stock, index % 3 ? {} : { phone: '9860848045' })),
    );
    const counts = tally(results);
    expect(counts.succeeded).toBe(3);
    expect((counts.failed ?? 0) + (counts.insufficient_credit ?? 0)).toBe(27);
    expect(await stockLeft(database.db, stock)).toBe(0);
  });

  it('waits for a code that another purchase holds, and sells it when that one is undone', async () => {
    const stock = await makeStock(database.db, 1);
    const seller = await makeUserContext(database.db, 'support');
    const release = await holdRows(sql`select from codes where coupon_id = ${stock.couponId} for update`);
    const selling = sell(seller, order(stock));
    await expect.poll(waitingForLocks).toBe(1);
    await release();
    expect((await selling).pin).toBe(stock.pins[0]);
  });

  it('50 buyers on one account with credit for 20 buy 20, and the ledger adds up', async () => {
    const stock = await makeStock(database.db, 60);
    const buyer = await makeBuyer(database.db, 20 * 200_000 + 199_999);
    const results = await times(50, (index) => sell(buyer, order(stock, index % 2 ? {} : { phone: '9860848045' })));
    expect(tally(results)).toEqual({ succeeded: 20, insufficient_credit: 30 });
    expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 199_999, consumedPaisa: 4_000_000 });
    expect(await stockLeft(database.db, stock)).toBe(40);
  });

  it('a reference raced 20 times sells once', async () => {
    const stock = await makeStock(database.db, 30);
    const buyer = await makeBuyer(database.db, 100_000_000);
    const seller = await makeUserContext(database.db, 'support');
    const input = order(stock);
    expect(tally(await times(20, () => sell(buyer, input)))).toEqual({ succeeded: 1, duplicate_reference: 19 });
    const atDesk = order(stock, { phone: '9860848045' });
    expect(tally(await times(20, () => sell(seller, atDesk)))).toEqual({ succeeded: 1, 'succeeded repeated': 19 });
    expect(await stockLeft(database.db, stock)).toBe(28);
    expect((await getOwnBalance(buyer)).consumedPaisa).toBe(200_000);
  });
});

/** Keeps rows locked in a transaction that is undone when the function that this gives is called. */
async function holdRows(rows: SQL): Promise<() => Promise<void>> {
  const [held, locked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holder = database.db
    .transaction(async (tx) => {
      await tx.execute(rows);
      locked.resolve();
      await held.promise;
      throw new Error('undone');
    })
    .catch(() => {});
  await locked.promise;
  return () => {
    held.resolve();
    return holder;
  };
}

async function waitingForLocks(): Promise<number> {
  const rows = await database.sql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return rows[0]?.n;
}

describe('a purchase that is interrupted at any of its statements', () => {
  it('leaves every reference sold once with its PIN, or free to be sent again', async () => {
    const stock = await makeStock(database.db, 60);
    const buyer = await makeBuyer(database.db, 100_000_000);
    const admin = await makeUserContext(database.db, 'admin');
    await setCustomerMessages(admin, { id: buyer.actor.integratorId, sent: true });
    const orders = Array.from({ length: 60 }, (_, index) => order(stock, index % 2 ? {} : { phone: '9860848045' }));
    // Nothing can end before something was interrupted, however quick the machine is.
    const release = await holdRows(
      sql`select from credit_accounts where integrator_id = ${buyer.actor.integratorId} for update`,
    );
    let interrupted = 0;
    const noteInterruption = () => {
      interrupted += 1;
    };
    const sending = Promise.allSettled(
      orders.map((input) => {
        const sale = sell(buyer, input);
        sale.catch(noteInterruption);
        return sale;
      }),
    );
    const killer = createDatabase(database.url, { max: 1 });
    let ended = false;
    const ending = sending.then(() => {
      ended = true;
    });
    while (!ended) {
      await killer.sql`select pg_cancel_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state = 'active' limit 2`;
      if (interrupted > 0) await release();
    }
    await ending;
    await killer.close();
    const sent = await sending;
    expect(sent.filter((result) => result.status === 'rejected')).toHaveLength(interrupted);
    const again = await Promise.allSettled(orders.map((input) => sell(buyer, input)));
    again.forEach((result, index) => {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'duplicate_reference' });
      else expect(sent[index]?.status).toBe('rejected');
    });
    const sold = await database.db.select().from(sales).where(eq(sales.productId, stock.product.id));
    expect(sold.map((sale) => sale.state)).toEqual(Array(60).fill('succeeded'));
    expect(new Set(sold.map((sale) => sale.codeId)).size).toBe(60);
    expect((await getOwnBalance(buyer)).consumedPaisa).toBe(60 * 200_000);
    const messages = await database.sql`select count(*)::int as n from deliveries d join sales s on s.id = d.sale_id
      where s.product_id = ${stock.product.id}`;
    expect(messages[0]?.n).toBe(30);
  });
});

describe('afterwards', () => {
  it('every balance is the sum of its transfers, and the codes sold are the sales that succeeded', async () => {
    const wrong = await database.sql`select a.id from credit_accounts a
      where a.balance_paisa <> (select coalesce(sum(case when t.to_account_id = a.id then t.amount_paisa
        else -t.amount_paisa end), 0) from credit_transfers t where a.id in (t.from_account_id, t.to_account_id))`;
    expect(wrong).toHaveLength(0);
    const lost = await database.sql`select k.id from codes k full join sales s on s.code_id = k.id
      where (k.status = 'sold') is distinct from (s.state = 'succeeded') and (k.status = 'sold' or s.state = 'succeeded')`;
    expect(lost).toHaveLength(0);
    const [unpaid] = await database.db
      .select({ n: count() })
      .from(sales)
      .leftJoin(creditTransfers, eq(creditTransfers.saleId, sales.id))
      .where(
        sql`${sales.integratorId} is not null and (${sales.state} = 'succeeded') <> (${creditTransfers.id} is not null)`,
      );
    expect(unpaid?.n).toBe(0);
  });

  it('no table holds a PIN in clear', async () => {
    const stock = await makeStock(database.db, 2);
    const seller = await makeUserContext(database.db, 'support');
    const { pin } = await sell(seller, order(stock, { phone: '9860848045', email: 'buyer@example.com' }));
    const tables = await database.sql`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const hex = Buffer.from(pin ?? '').toString('hex');
      const found = await database.sql`select from ${database.sql.unsafe(name)} as t
        where position(${pin} in t::text) > 0 or position(${hex} in t::text) > 0`;
      expect(found, name).toHaveLength(0);
    }
  });
});
