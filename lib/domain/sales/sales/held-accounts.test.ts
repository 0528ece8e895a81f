import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { databaseFault } from '@/lib/core/database-errors';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { sell } from './sell';
import { makeBuyer, makeStock, order, type Stock, stockLeft } from './testing';

const test = openTestDatabase({ max: 8 });
let stock: Stock;
let hurried: OpenDatabase;
beforeAll(async () => {
  stock = await makeStock(test.db, 200);
  hurried = createDatabase(test.url, { waits: { lockMs: 200 } });
});
afterAll(() => hurried.close());

/** Another transaction that holds rows until it is let go of. */
async function hold(rows: string): Promise<() => Promise<void>> {
  const holder = await test.sql.reserve();
  await holder`begin`;
  await holder.unsafe(`select ${rows} for update`);
  return async () => {
    await holder`rollback`;
    holder.release();
  };
}

it('an account that somebody else holds stops its integrator, and nobody else', async () => {
  const [held, free] = [await makeBuyer(test.db, 4_000_000), await makeBuyer(test.db, 100_000_000)];
  const seller = await makeUserContext(test.db, 'support');
  const before = await stockLeft(test.db, stock);
  const release = await hold(`from credit_accounts where integrator_id = ${held.actor.integratorId}`);
  const waiting = Promise.allSettled(Array.from({ length: 30 }, () => sell(held, order(stock))));
  // None of these would end before the account is let go of, if they waited for it.
  for (let round = 0; round < 4; round += 1) {
    const others = Array.from({ length: 10 }, (_, index) =>
      index % 2 ? sell(seller, order(stock)) : sell(free, order(stock, index % 3 ? {} : { phone: '9860848045' })),
    );
    for (const { sale } of await Promise.all(others)) expect(sale.state).toBe('succeeded');
  }
  await release();
  const results = await waiting;
  const sold = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.pin] : []));
  expect(new Set(sold).size).toBe(20);
  expect(results.filter((one) => one.status === 'rejected' && one.reason.reason === 'insufficient_credit').length).toBe(
    10,
  );
  expect(await getOwnBalance(held)).toMatchObject({ availablePaisa: 0, consumedPaisa: 4_000_000 });
  expect(await stockLeft(test.db, stock)).toBe(before - 60);
});

it('an account is waited for as long as the settings say; then nothing was sold, and the reference is free', async () => {
  const buyer = await makeBuyer(test.db, 4_000_000);
  const release = await hold(`from credit_accounts where integrator_id = ${buyer.actor.integratorId}`);
  const late = { ...buyer, db: hurried.db };
  const orders = Array.from({ length: 5 }, () => order(stock));
  for (const result of await Promise.allSettled(orders.map((one) => sell(late, one)))) {
    expect(result.status === 'rejected' && databaseFault(result.reason)).toBe('contended');
  }
  await release();
  for (const one of orders) expect((await sell(late, one)).sale.state).toBe('succeeded');
});

it('a shift that is being closed is waited for by its seller alone, whose sale is entered in it', async () => {
  const [held, free] = [await makeUserContext(test.db, 'support'), await makeUserContext(test.db, 'support')];
  const shift = await openShift(held, { floatPaisa: 0 });
  const release = await hold(`from shifts where id = ${shift.id}`);
  const waiting = sell(held, order(stock));
  expect((await sell(free, order(stock))).sale.state).toBe('succeeded');
  await release();
  const { sale } = await waiting;
  expect(await test.sql`select shift_id::int from sales where id = ${sale.id}`).toEqual([{ shift_id: shift.id }]);
});
