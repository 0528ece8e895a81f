import { describe, expect, it } from 'vitest';
import { tableImports } from '@/db/schema/table-imports';
import { openTestDatabase } from '@/db/testing';
import { filesOfGroups } from '@/lib/domain/coupons/user-groups/testing';
import { createUserGroup, userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { inTransaction } from '@/lib/platform/context/context';
import { stoppedBefore, untilWaiting, withJobs, workerOf } from './testing';

const test = openTestDatabase();
const clock = { at: new Date('2026-11-03T06:15:00Z') };
const { admin, checked, started, namesOf, eventsOf, piecesOf } = filesOfGroups(test, clock);
const { getFile, startImport, cancelFile, runImport, undoImport, recentImports } = userGroupImport;

describe('an import in the background', () => {
  it('goes on after it was killed, and neither doubles nor loses a row', async () => {
    const id = await started('Killed', 50);
    const kill = runImport(workerOf(admin), { uploadId: id, partSize: 10, signal: stoppedBefore(3) });
    await expect(kill).rejects.toThrow();
    expect(await namesOf('Killed')).toHaveLength(20);
    expect(await getFile(admin, { id })).toMatchObject({ state: 'importing', rowsDone: 20, imported: { added: 20 } });
    expect(await recentImports(admin)).toMatchObject({ uploads: [{ id, rowsDone: 20 }], rows: [] });
    // Next to a run that still goes.
    await Promise.all([1, 2].map(() => runImport(workerOf(admin), { uploadId: id, partSize: 10 })));
    await runImport(workerOf(admin), { uploadId: id, partSize: 10 });
    const names = await namesOf('Killed');
    expect([names.length, new Set(names).size]).toEqual([50, 50]);
    expect(await getFile(admin, { id })).toMatchObject({ state: 'done', imported: { added: 50, undone: null } });
    const [kept] = await test.db.select().from(tableImports);
    expect(new Set(kept?.entryIds).size).toBe(50);
    expect(await eventsOf('user_group.imported', 'Killed.csv')).toEqual([[50, admin.actor.name]]);
    expect(await piecesOf(id)).toBe(0);
  });

  it('is done once by two presses', async () => {
    const id = await checked('Twice', 5);
    const both = await Promise.all([1, 2].map(() => startImport(admin, { id })));
    expect(both.map(({ state }) => state)).toEqual(['importing', 'importing']);
    const [jobs] = await test.sql`select count(*)::int as n from pgboss.job
      where name = 'import-table' and data ->> 'uploadId' = ${String(id)}`;
    expect(jobs?.n).toBe(1);
    await runImport(workerOf(admin), { uploadId: id });
    expect(await startImport(admin, { id })).toMatchObject({ state: 'done', imported: { added: 5 } });
    expect(await namesOf('Twice')).toHaveLength(5);
  });

  it('keeps what was added before it was cancelled, to be undone', async () => {
    const id = await started('Cancelled', 50);
    const { running, cancelling } = await inTransaction(admin, async (tx) => {
      // The third part waits for it, and the cancellation for the third part.
      await createUserGroup(tx, { name: 'Cancelled 25' });
      const begun = runImport(workerOf(admin), { uploadId: id, partSize: 10 });
      await untilWaiting(test, 1);
      const cancelled = cancelFile(admin, { id });
      await untilWaiting(test, 2);
      return { running: begun, cancelling: cancelled };
    });
    await Promise.all([running, cancelling]);
    const { state, imported: made } = await getFile(admin, { id });
    expect([state, made?.added]).toEqual(['cancelled', 29]);
    expect(await namesOf('Cancelled')).toHaveLength(30);
    expect(await eventsOf('import.cancelled', 'Cancelled.csv')).toEqual([[29, admin.actor.name]]);
    await withJobs(userGroupImport).undoImport(admin, { id: made?.id ?? 0 });
    expect(await namesOf('Cancelled')).toEqual(['Cancelled 25']);
  });

  it('leaves out what exists by then', async () => {
    const [one, other] = [await started('Late', 5), await started('Late', 10)];
    for (const uploadId of [one, other]) await runImport(workerOf(admin), { uploadId });
    expect(await getFile(admin, { id: other })).toMatchObject({ newRows: 10, imported: { added: 5 } });
    expect(await namesOf('Late')).toHaveLength(10);
  });

  it('is not undone while it is under way', async () => {
    const id = await started('Growing', 20);
    const kill = runImport(workerOf(admin), { uploadId: id, partSize: 10, signal: stoppedBefore(2) });
    await expect(kill).rejects.toThrow();
    const importId = (await getFile(admin, { id })).imported?.id ?? 0;
    await expect(undoImport(admin, { id: importId })).rejects.toMatchObject({ reason: 'importing' });
    // A process of the version before knows nothing of files, and undoes what there is.
    await test.sql`update table_imports set undone = 0, undone_at = now(), undone_by = 'Before' where id = ${importId}`;
    await runImport(workerOf(admin), { uploadId: id, partSize: 10 });
    expect(await namesOf('Growing')).toHaveLength(10);
    expect(await getFile(admin, { id })).toMatchObject({ state: 'cancelled', imported: { undoneBy: 'Before' } });
    expect([await eventsOf('user_group.imported', 'Growing.csv'), await piecesOf(id)]).toEqual([
      [[10, admin.actor.name]],
      0,
    ]);
  });

  it('adds nothing more for a person who has no right to it any more', async () => {
    const leaving = await makeUserContext(test.db, 'admin', () => clock.at);
    const [before, within] = [await started('Left', 20, leaving), await started('Half', 20, leaving)];
    const kill = runImport(workerOf(admin), { uploadId: within, partSize: 10, signal: stoppedBefore(2) });
    await expect(kill).rejects.toThrow();
    await test.sql`update users set role = 'viewer' where id = ${leaving.actor.id}`;
    for (const uploadId of [before, within]) await runImport(workerOf(admin), { uploadId, partSize: 10 });
    const failed = { state: 'failed', failure: 'no_access' };
    expect(await getFile(admin, { id: before })).toMatchObject({ ...failed, imported: null });
    expect(await getFile(admin, { id: within })).toMatchObject({ ...failed, imported: { added: 10 } });
    expect([await namesOf('Left'), (await namesOf('Half')).length]).toEqual([[], 10]);
    expect(await eventsOf('user_group.imported', 'Half.csv')).toEqual([[10, leaving.actor.name]]);
    expect([await piecesOf(before), await piecesOf(within)]).toEqual([0, 0]);
    // What was added can be taken back by the others.
    const { rows } = await recentImports(admin);
    await withJobs(userGroupImport).undoImport(admin, { id: rows.find(({ added }) => added === 10)?.id ?? 0 });
    expect(await namesOf('Half')).toEqual([]);
  });

  it('ends without a fault where its file was deleted, and keeps what it added by then to be undone', async () => {
    const waiting = await started('Gone before', 20);
    await test.sql`delete from table_uploads where id = ${waiting}`;
    await runImport(workerOf(admin), { uploadId: waiting });
    expect(await namesOf('Gone before')).toEqual([]);
    const id = await started('Gone', 50);
    const running = await inTransaction(admin, async (tx) => {
      // The third part waits for it, and the deletion for the third part.
      await createUserGroup(tx, { name: 'Gone 25' });
      const begun = runImport(workerOf(admin), { uploadId: id, partSize: 10 });
      await untilWaiting(test, 1);
      const deleted = test.sql`delete from table_uploads where id = ${id}`.execute();
      await untilWaiting(test, 2);
      return Promise.resolve({ both: Promise.all([begun, deleted]) });
    });
    await running.both;
    expect(await namesOf('Gone')).toHaveLength(30);
    const [made] = (await recentImports(admin)).rows;
    expect(made).toMatchObject({ fileName: 'Gone.csv', added: 29 });
    await withJobs(userGroupImport).undoImport(admin, { id: made?.id ?? 0 });
    expect(await namesOf('Gone')).toEqual(['Gone 25']);
  });

  it('is given up after five faults without a row between them', async () => {
    const id = await started('Faulty', 30);
    const refuseFrom = async (name: string) => {
      await test.sql`alter table user_groups drop constraint if exists no_more`;
      await test.sql.unsafe(`alter table user_groups add constraint no_more check (name <> '${name}') not valid`);
    };
    const run = () => runImport(workerOf(admin), { uploadId: id, partSize: 10 });
    await refuseFrom('Faulty 5');
    for (let nth = 0; nth < 4; nth++) await expect(run()).rejects.toThrow();
    await refuseFrom('Faulty 15');
    for (let nth = 0; nth < 4; nth++) await expect(run()).rejects.toThrow();
    expect(await getFile(admin, { id })).toMatchObject({ state: 'importing', imported: { added: 10 } });
    await run();
    await test.sql`alter table user_groups drop constraint no_more`;
    const failed = { state: 'failed', failure: 'fault', imported: { added: 10 } };
    expect(await getFile(admin, { id })).toMatchObject(failed);
    expect(await eventsOf('user_group.imported', 'Faulty.csv')).toEqual([[10, admin.actor.name]]);
    expect(await piecesOf(id)).toBe(0);
  });
});
