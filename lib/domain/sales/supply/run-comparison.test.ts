import { randomUUID } from 'node:crypto';
import { isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { enterSalePin, markSaleRefunded } from '@/lib/domain/sales/sales/resolve-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { closeDifference } from './close-difference';
import { listComparisons } from './list-comparisons';
import { askComparison, compareInBackground, runComparison } from './run-comparison';
import { provideBooks } from './testing';

const { database, admin, seller, khalti, buy, lately, theirBooks } = provideBooks();
const system = prepared(() => systemContext(database.db, 'Compare khalti'));

const compare = () => runComparison(system, lately());
const compareWhole = () => runComparison(system, { ...lately(), books: theirBooks() });
const open = () => database.db.select().from(supplierDifferences).where(isNull(supplierDifferences.closedAt));
const openKinds = async () => (await open()).map(({ kind }) => kind).sort();
/** Bought with our token by somebody else. */
const buyElsewhere = () =>
  findKhaltiClient()?.pay({ reference: `other-${randomUUID()}`, value: 'cine', amountPaisa: 10_000 });
const lastRun = async () => (await listComparisons(admin)).runs[0];

async function buyWithWrongPin(): Promise<{ id: number; reference: string }> {
  khalti.fault({ kind: 'no-pin' });
  const sale = await buy();
  const pin = khalti.bookOf(sale.reference)?.pin ?? '';
  const wrong = `${pin.startsWith('X') ? 'Y' : 'X'}${pin.slice(1)}`;
  await enterSalePin(admin, { saleId: sale.id, pin: wrong, reason: 'Ticket 1' });
  return sale;
}
async function buyAndRefundFalsely(): Promise<{ id: number; reference: string }> {
  khalti.fault({ kind: 'no-pin' });
  const sale = await buy();
  await markSaleRefunded(admin, { saleId: sale.id, reason: 'Ticket 88', evidence: 'None, a mistake' });
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

  it('is closed once, by who settles sales, with a note', async () => {
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
    khalti.fault({ kind: 'no-pin' });
    const { id, reference } = await buy();
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

describe('on demand and at night', () => {
  it('is asked for once at a time, and done once, however often its job runs', async () => {
    await buyAndRefundFalsely();
    const { id } = await askComparison(admin, { days: 7 });
    await expect(askComparison(admin, {})).rejects.toMatchObject({ reason: 'under_way' });
    expect(await lastRun()).toMatchObject({ id, state: 'running', askedBy: admin.actor.name });
    await compareInBackground(system, { comparisonId: id });
    await compareInBackground(system, { comparisonId: id });
    expect(await lastRun()).toMatchObject({ id, state: 'done', compared: 1, differences: 1 });
    expect((await listComparisons(admin)).open).toBe(1);
  });

  it('is asked for once by two who press at the same time', async () => {
    const asked = await Promise.allSettled([askComparison(admin, {}), askComparison(admin, {})]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await listComparisons(admin)).runs).toHaveLength(1);
  });

  it('leaves alone what another one found or found gone since it began', async () => {
    const [refunded, dear] = [await buyAndRefundFalsely(), await buy()];
    const makeDear = (by: number) =>
      database.sql`update sales set amount_paisa = amount_paisa + ${by} where id = ${dear.id}`;
    await makeDear(1);
    await compareWhole();
    await makeDear(-1);
    const { id } = await askComparison(admin, { days: 7 });
    await compare();
    expect(await openKinds()).toEqual(['refund_not_given']);
    await makeDear(1);
    khalti.refund(refunded.reference);
    await compareInBackground(system, { comparisonId: id });
    expect(await openKinds()).toEqual(['refund_not_given']);
    await compare();
    expect(await openKinds()).toEqual(['amount']);
  });

  it('goes on at night from where the last one ended, and again over the last days', async () => {
    const { now } = system;
    const at = now();
    await compareInBackground({ ...system, now: () => new Date(at.getTime() - 10 * 86_400_000) }, {});
    await compareInBackground({ ...system, now: () => at }, {});
    await compareInBackground({ ...system, now: () => at }, {});
    const rows = await database.db.select().from(supplierComparisons).orderBy(supplierComparisons.id);
    const daysBack = rows.map(({ since, until }) => Math.round((until.getTime() - since.getTime()) / 86_400_000));
    expect(daysBack).toEqual([31, 10, 3]);
  });

  it('asks again about what waits of older days, so that the balance is compared', async () => {
    const { id, reference } = await buyAndRefundFalsely();
    await compareInBackground(system, {});
    await database.sql`update sales set created_at = created_at - interval '40 days' where id = ${id}`;
    await compareInBackground(system, {});
    expect(await openKinds()).toEqual(['refund_not_given']);
    expect(await lastRun()).toMatchObject({ balanceAt: expect.any(String) });
    khalti.refund(reference);
    await compareInBackground(system, {});
    expect(await open()).toEqual([]);
    expect(await lastRun()).toMatchObject({ takenPaisa: -10_000, costPaisa: -10_000 });
  });

  it('ends with its job, and is gone on with by the next run of it', async () => {
    await buy();
    await expect(compareInBackground(system, {}, AbortSignal.abort())).rejects.toThrow();
    const begun = await lastRun();
    expect(begun).toMatchObject({ state: 'running' });
    await expect(askComparison(admin, {})).rejects.toMatchObject({ reason: 'under_way' });
    await compareInBackground(system, {});
    expect((await listComparisons(admin)).runs).toMatchObject([{ id: begun?.id, state: 'done', compared: 1 }]);
  });

  it('says that it stopped, and compares our own books where Khalti is not connected', async () => {
    const { id } = await askComparison(admin, {});
    await database.sql`update supplier_comparisons set created_at = now() - interval '7 hours' where id = ${id}`;
    expect(await lastRun()).toMatchObject({ state: 'stopped' });
    await database.sql`update supplier_comparisons set finished_at = now()`;
    await khalti.close();
    await compareInBackground(system, {});
    expect((await listComparisons(admin)).isConnected).toBe(false);
    expect(await lastRun()).toMatchObject({ state: 'done', compared: 0, balanceAt: null });
  });

  it('is neither asked for nor read by those without the permission', async () => {
    const supervisor = await makeUserContext(database.db, 'supervisor');
    const key = await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']);
    for (const ctx of [seller, key, await makeUserContext(database.db, 'viewer')]) {
      await expect(askComparison(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(runComparison(ctx, lately())).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listComparisons(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await listComparisons(supervisor)).runs).toEqual([]);
    await expect(askComparison(supervisor, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
