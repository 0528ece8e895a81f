import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { filesOfGroups } from '@/lib/domain/coupons/user-groups/testing';
import { listUserGroups, updateUserGroup, userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { forgetOldImports } from './kept-imports';
import { stoppedBefore, withJobs, workerOf } from './testing';

const test = openTestDatabase();
const clock = { at: new Date('2026-11-03T06:15:00Z') };
const { admin, imported, namesOf, eventsOf } = filesOfGroups(test, clock);
const { runUndo, undoImport } = userGroupImport;

describe('the undo of an import', () => {
  it('goes on after it was killed, and says what stays', async () => {
    const id = await imported('Undone', 50);
    clock.at = new Date(clock.at.getTime() + 1000);
    const { rows } = await listUserGroups(admin, { name: 'Undone 7' });
    const changed = rows.find(({ name }) => name === 'Undone 7');
    await updateUserGroup(admin, { id: changed?.id ?? 0, name: 'Kept 7' });
    await undoImport(admin, { id });
    const kill = runUndo(workerOf(admin), { importId: id, partSize: 10, signal: stoppedBefore(3) });
    await expect(kill).rejects.toThrow();
    const kept = () => withJobs(userGroupImport).keptImport(admin, id);
    expect(await kept()).toMatchObject({ undoState: 'running', undoSeen: 20, undone: null });
    // Pressed again meanwhile.
    await undoImport(admin, { id });
    await Promise.all([1, 2].map(() => runUndo(workerOf(admin), { importId: id, partSize: 10 })));
    await runUndo(workerOf(admin), { importId: id, partSize: 10 });
    expect(await kept()).toMatchObject({
      ...{ undoState: null, undone: 49, undoStaying: 1, undoGone: 0, undoneBy: admin.actor.name },
      undoStays: [{ id: changed?.id, name: 'Kept 7', why: 'changed' }],
    });
    expect(await namesOf('Undone')).toEqual([]);
    expect(await eventsOf('user_group.import_undone', 'Undone.csv')).toEqual([[49, admin.actor.name]]);
  });

  it('is given up after five faults, and goes on with another press', async () => {
    const id = await imported('Faulty', 30);
    await undoImport(admin, { id });
    await runUndo(workerOf(admin), { importId: id, partSize: 10, signal: stoppedBefore(2) }).catch(() => undefined);
    await test.sql`alter table user_groups add constraint no_undo check (archived_at is null) not valid`;
    for (let run = 0; run < 4; run++) {
      await expect(runUndo(workerOf(admin), { importId: id, partSize: 10 })).rejects.toThrow();
    }
    await runUndo(workerOf(admin), { importId: id, partSize: 10 });
    await test.sql`alter table user_groups drop constraint no_undo`;
    const kept = () => withJobs(userGroupImport).keptImport(admin, id);
    expect(await kept()).toMatchObject({ undoState: 'failed', undoSeen: 10, undone: null });
    expect(await eventsOf('user_group.import_undone', 'Faulty.csv')).toEqual([[10, admin.actor.name]]);
    await withJobs(userGroupImport).undoImport(admin, { id });
    expect(await kept()).toMatchObject({ undoState: null, undone: 30 });
    expect(await namesOf('Faulty')).toEqual([]);
  });

  it('takes nothing more back for a person who has no right to it any more, and goes on for another', async () => {
    const leaving = await makeUserContext(test.db, 'admin', () => clock.at);
    const id = await imported('Left', 30);
    await undoImport(leaving, { id });
    const kill = runUndo(workerOf(admin), { importId: id, partSize: 10, signal: stoppedBefore(2) });
    await expect(kill).rejects.toThrow();
    await test.sql`update users set role = 'viewer' where id = ${leaving.actor.id}`;
    await runUndo(workerOf(admin), { importId: id, partSize: 10 });
    const kept = () => withJobs(userGroupImport).keptImport(admin, id);
    expect(await kept()).toMatchObject({ undoState: 'failed', undoSeen: 10, undone: null });
    expect(await namesOf('Left')).toHaveLength(20);
    await withJobs(userGroupImport).undoImport(admin, { id });
    expect(await kept()).toMatchObject({ undoState: null, undone: 30, undoneBy: admin.actor.name });
  });

  it('ends where a process of the version before has undone it', async () => {
    const id = await imported('Before', 30);
    await undoImport(admin, { id });
    const kill = runUndo(workerOf(admin), { importId: id, partSize: 10, signal: stoppedBefore(2) });
    await expect(kill).rejects.toThrow();
    await test.sql`update table_imports set undone = 20, undone_at = now(), undone_by = 'Before' where id = ${id}`;
    await runUndo(workerOf(admin), { importId: id, partSize: 10 });
    expect(await namesOf('Before')).toHaveLength(20);
    expect(await withJobs(userGroupImport).keptImport(admin, id)).toMatchObject({ undone: 20, undoneBy: 'Before' });
  });

  it('has one more day to end, then all of it is deleted', async () => {
    const [ended, id] = [await imported('Over', 3), await imported('Long', 30)];
    await undoImport(admin, { id });
    const kill = runUndo(workerOf(admin), { importId: id, partSize: 10, signal: stoppedBefore(2) });
    await expect(kill).rejects.toThrow();
    const day = 24 * 60 * 60 * 1000;
    const kept = async () =>
      (await test.sql`select id from table_imports where id in ${test.sql([ended, id])}`).map((row) => Number(row.id));
    clock.at = new Date(clock.at.getTime() + day + 1);
    await forgetOldImports(admin);
    expect(await kept()).toEqual([id]);
    clock.at = new Date(clock.at.getTime() + day);
    await forgetOldImports(admin);
    expect(await kept()).toEqual([]);
    await runUndo(workerOf(admin), { importId: id, partSize: 10 });
    expect(await namesOf('Long')).toHaveLength(20);
  });
});
