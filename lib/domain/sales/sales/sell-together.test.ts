import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { sell } from './sell';
import { makeBuyer, makeStock, order, stockLeft, tally, times } from './testing';

const database = openTestDatabase({ max: 10 });

describe('purchases that share a statement', () => {
  it('each get their own answer, the wrong ones among them too', async () => {
    const stock = await makeStock(database.db, 50);
    const off = await makeStock(database.db, 5);
    await setProductActive(systemContext(database.db, 'tests'), { id: off.product.id, active: false });
    const buyers = await Promise.all(Array.from({ length: 4 }, () => makeBuyer(database.db, 100_000_000)));
    const [poor, known] = [await makeBuyer(database.db, 199_999), await makeBuyer(database.db, 1_000_000)];
    const seller = await makeUserContext(database.db, 'support');
    const used = order(off);
    await sell(known, used);
    const wrong = [
      () => sell(poor, order(stock)),
      () => sell(known, used),
      () => sell(known, order(stock, { expectedAmountPaisa: 1 })),
      () => sell(seller, order(stock, { productId: 999_999 })),
      () => sell(seller, order(off)),
      () => sell(seller, order(stock, { phone: 'none' })),
    ];
    const statements = await countStatements(() =>
      times(260, (index) => {
        const [group, at] = [Math.floor(index / 26), index % 26];
        const refused = wrong[at];
        if (refused) return refused();
        const buyer = buyers[at % 5];
        // A sale of the desk to a contact asks first, in a transaction of its own.
        return buyer ? sell(buyer, order(stock, group % 2 ? { phone: '9860848045' } : {})) : sell(seller, order(stock));
      }),
    );
    expect(tally(statements.result)).toEqual({
      succeeded: 50,
      failed: 150 + 10,
      insufficient_credit: 10,
      duplicate_reference: 10,
      price_changed: 10,
      not_found: 10,
      invalid: 10,
    });
    expect(statements.committed).toBeLessThan(100);
    const pins = statements.result.flatMap((one) => (one.status === 'fulfilled' && one.value.pin) || []);
    expect(new Set(pins)).toEqual(new Set(stock.pins));
    expect(await stockLeft(database.db, off)).toBe(5);
    for (const buyer of buyers) {
      const { availablePaisa, consumedPaisa } = await getOwnBalance(buyer);
      expect(availablePaisa + consumedPaisa).toBe(100_000_000);
    }
  });

  it('answer each integrator with its own balance after each of its purchases', async () => {
    const stock = await makeStock(database.db, 20);
    const buyers = [await makeBuyer(database.db, 2_000_000), await makeBuyer(database.db, 3_000_000)];
    const sold = await Promise.all(
      Array.from({ length: 10 }, (_, index) => sell(buyers[index % 2] ?? raise(), order(stock))),
    );
    const left = (of: number) =>
      sold.filter((_, index) => index % 2 === of).map(({ creditAvailablePaisa }) => creditAvailablePaisa);
    expect(left(0)).toEqual([1_800_000, 1_600_000, 1_400_000, 1_200_000, 1_000_000]);
    expect(left(1)).toEqual([2_800_000, 2_600_000, 2_400_000, 2_200_000, 2_000_000]);
  });

  it('sell one reference once when it comes twice in a batch, and give it free again when the first was refused', async () => {
    const stock = await makeStock(database.db, 3);
    const seller = await makeUserContext(database.db, 'support');
    const input = order(stock, { email: 'buyer@example.com' });
    const twice = await Promise.all([sell(seller, input), sell(seller, input)]);
    expect(twice.map(({ repeated }) => repeated).toSorted()).toEqual([false, true]);
    expect(twice[1]?.sale.id).toBe(twice[0]?.sale.id);
    const other = order(stock);
    const [refused, sold] = await Promise.allSettled([
      sell(seller, { ...other, expectedAmountPaisa: 1 }),
      sell(seller, other),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { reason: 'price_changed' } });
    expect(sold).toMatchObject({ status: 'fulfilled', value: { repeated: false, sale: { state: 'succeeded' } } });
    expect(await stockLeft(database.db, stock)).toBe(1);
  });

  it('spend no credit on a purchase that its product could not serve, and leave it to the next', async () => {
    const [none, some] = [await makeStock(database.db, 0), await makeStock(database.db, 2)];
    const buyer = await makeBuyer(database.db, 200_000);
    const results = await Promise.allSettled([sell(buyer, order(none)), sell(buyer, order(some))]);
    expect(tally(results)).toEqual({ failed: 1, succeeded: 1 });
    expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 0, consumedPaisa: 200_000 });
  });
});

describe('purchases of both suppliers under the same references', () => {
  it('never wait for each other in a circle', async () => {
    const khalti = await connectKhalti();
    const stock = await makeStock(database.db, 40);
    const bought = await offerKhaltiProduct(database.db, khalti, { value: 'meet', amount: 2000 });
    const buyer = await makeBuyer(database.db, 100_000_000);
    const orders = Array.from({ length: 40 }, () => order(stock));
    const results = await times(80, (index) => {
      const input = orders[index % 40] ?? raise();
      return sell(
        buyer,
        index < 40 ? { ...input, productId: bought.id, expectedAmountPaisa: bought.amountPaisa } : input,
      );
    });
    await khalti.close();
    expect(tally(results)).toEqual({ succeeded: 40, duplicate_reference: 40 });
    const [row] = await database.sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
    expect(row?.deadlocks).toBe(0);
  });
});

function raise(): never {
  throw new Error('There is no such buyer.');
}

async function countStatements<T>(work: () => Promise<T>): Promise<{ result: T; committed: number }> {
  const before = await saleTransactions();
  const result = await work();
  return { result, committed: (await saleTransactions()) - before };
}

/** Sales of one statement share its transaction id. */
async function saleTransactions(): Promise<number> {
  const [row] = await database.sql`select count(distinct xmin::text)::int as n from sales`;
  return row?.n;
}
