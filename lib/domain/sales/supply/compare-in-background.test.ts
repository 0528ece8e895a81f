import { describe, expect, it } from 'vitest';
import { supplierComparisons } from '@/db/schema/comparisons';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { listComparisons } from './list-comparisons';
import { askComparison, compareInBackground, runComparison } from './run-comparison';
import { provideComparisons } from './testing';

const { database, admin, seller, khalti, buy, lately, system, ...books } = provideComparisons();
const { compare, compareWhole, open, openKinds, lastRun, buyAndRefundFalsely } = books;

describe('a comparison on demand and at night', () => {
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
