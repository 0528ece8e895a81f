import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { supplierDifferences } from '@/db/schema/comparisons';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { enterSalePin } from '@/lib/domain/sales/sales/resolve-sale';
import { closeDifference } from './close-difference';
import { listComparisons } from './list-comparisons';
import { runComparison } from './run-comparison';
import { provideComparisons } from './testing';

const { database, admin, seller, khalti, buy, lately, system, ...books } = provideComparisons();
const { compare, compareWhole, open, openKinds, lastRun, buyWithoutPin, buyAndRefundFalsely } = books;
/** Bought with our token by somebody else. */
const buyElsewhere = () =>
  findKhaltiClient()?.pay({ reference: `other-${randomUUID()}`, value: 'cine', amountPaisa: 10_000 });

async function buyWithWrongPin(): Promise<{ id: number; reference: string }> {
  const sale = await buyWithoutPin();
  const pin = khalti.bookOf(sale.reference)?.pin ?? '';
  const wrong = `${pin.startsWith('X') ? 'Y' : 'X'}${pin.slice(1)}`;
  await enterSalePin(admin, { saleId: sale.id, pin: wrong, reason: 'Ticket 1' });
  return sale;
}

describe('against the whole books of Khalti', () => {
  it('a wrong PIN, a false refund, a missing sale and a wrong amount are found', async () => {
    await buy();
    const wrongPin = await buyWithWrongPin();
    const refunded = await buyAndRefundFalsely();
    const dear = await buy();
    await database.sql`update sales set amount_paisa = amount_paisa + 1 where id = ${dear.id}`;
    await buyElsewhere();
    await compareWhole();
    const found = (await open()).map(({ kind, saleId }) => [kind, saleId]);
    expect(found.sort()).toEqual([
      ['amount', dear.id],
      ['pin', wrongPin.id],
      ['refund_not_given', refunded.id],
      ['unknown_here', null],
    ]);
  });

  it('nothing is found after 500 clean sales, reference by reference either, nor in the balance', async () => {
    await compare();
    for (let n = 0; n < 500; n++) await buy();
    expect(await compareWhole()).toEqual({ compared: 500, differences: [] });
    expect(await compare()).toEqual({ compared: 500, differences: [] });
    expect(await open()).toEqual([]);
    const { runs } = await listComparisons(admin);
    expect(runs.map(({ takenPaisa, costPaisa }) => [takenPaisa, costPaisa])).toEqual([
      [0, 0],
      [5_000_000, 5_000_000],
      [null, null],
    ]);
  });
});

describe('a difference', () => {
  it('is kept once, however often it is found, and closed by the comparison that finds it gone', async () => {
    const { id, reference } = await buyAndRefundFalsely();
    await compare();
    await compare();
    expect(await open()).toMatchObject([{ kind: 'refund_not_given', saleId: id, reference }]);
    khalti.refund(reference);
    await compare();
    expect(await open()).toEqual([]);
    const [closed] = await database.db.select().from(supplierDifferences).limit(1);
    expect(closed).toMatchObject({ closedBy: null, note: null });
  });

  it('stays closed where a person closed it, and comes back where a comparison did', async () => {
    const [byPerson, byItself] = [await buyAndRefundFalsely(), await buy()];
    await database.sql`update sales set amount_paisa = amount_paisa + 1 where id = ${byItself.id}`;
    await compare();
    const found = (await open()).find(({ saleId }) => saleId === byPerson.id);
    await closeDifference(admin, { id: found?.id ?? 0, note: 'Claimed under ticket 9' });
    await database.sql`update sales set amount_paisa = amount_paisa - 1 where id = ${byItself.id}`;
    await compare();
    expect(await open()).toEqual([]);
    await database.sql`update sales set amount_paisa = amount_paisa + 1 where id = ${byItself.id}`;
    await compare();
    expect(await open()).toMatchObject([{ saleId: byItself.id, kind: 'amount' }]);
  });

  it('is not gone where the comparison could not see it', async () => {
    await buyWithWrongPin();
    const refunded = await buyAndRefundFalsely();
    await compareWhole();
    await compare();
    expect(await openKinds()).toEqual(['pin', 'refund_not_given']);
    khalti.refund(refunded.reference);
    khalti.fault({ call: 'bulk', kind: 'html', status: 502 });
    await compare();
    expect(await openKinds()).toEqual(['pin', 'refund_not_given']);
    expect(await lastRun()).toMatchObject({ state: 'incomplete', unanswered: 2 });
    await runComparison(system, { from: new Date(0), until: lately().from });
    expect(await openKinds()).toEqual(['pin', 'refund_not_given']);
  });

  it('is closed once, by anyone who settles sales, with a note', async () => {
    await buyAndRefundFalsely();
    await compare();
    const id = (await open())[0]?.id ?? 0;
    await expect(closeDifference(seller, { id, note: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(closeDifference(admin, { id, note: ' ' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(closeDifference(admin, { id: id + 99, note: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await closeDifference(admin, { id, note: 'Claimed' });
    await expect(closeDifference(admin, { id, note: 'Again' })).rejects.toMatchObject({ reason: 'closed' });
  });
});

describe('the balance', () => {
  it('differs where Khalti took for what is no sale here', async () => {
    await compare();
    await buy();
    await buyElsewhere();
    await compare();
    expect(await open()).toMatchObject([{ kind: 'balance', saleId: null, oursPaisa: 10_000, theirsPaisa: 20_000 }]);
    await compare();
    expect(await openKinds()).toEqual(['balance']);
  });

  it('does not differ by what was paid in, nor by what was given back on both sides', async () => {
    const { id, reference } = await buyWithoutPin();
    await compare();
    khalti.setAccount({ credit: 20_000_000 });
    khalti.refund(reference);
    await markSaleRefunded(admin, { saleId: id, reason: 'Ticket 3' });
    await compare();
    expect(await open()).toEqual([]);
    expect(await lastRun()).toMatchObject({ takenPaisa: -10_000, costPaisa: -10_000 });
  });

  it('is left for the next comparison while a sale has no outcome', async () => {
    khalti.fault({ kind: 'cut-after-booking' });
    await buy();
    await compare();
    expect(await lastRun()).toMatchObject({ state: 'done', balanceAt: null, takenPaisa: null });
  });
});
