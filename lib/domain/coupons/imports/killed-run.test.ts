import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { filesOfGroups } from '@/lib/domain/coupons/user-groups/testing';
import { createUserGroup, updateUserGroup, userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { untilWaiting, withJobs, workerOf } from './testing';

const test = openTestDatabase();
const clock = { at: new Date() };
const { admin, started, imported, namesOf, eventsOf } = filesOfGroups(test, clock);
const { getFile, undoImport } = userGroupImport;

type Work = 'runImport' | 'runUndo';

/** Kills a process of its own at this work, in the middle of the part that waits for `hold`. */
async function killedWithin(
  work: Work,
  input: { uploadId: number } | { importId: number },
  hold: (tx: Context) => unknown,
) {
  const script = `
    const { userGroupImport } = await import('./lib/domain/coupons/user-groups/user-groups.ts');
    const { systemContext, processDatabase } = await import('./lib/platform/context/context.ts');
    await userGroupImport.${work}(systemContext(processDatabase(), 'Tests'), { ...${JSON.stringify(input)}, partSize: 10 });`;
  await inTransaction(admin, async (tx) => {
    await hold(tx);
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    await untilWaiting(test, 1, 90_000);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
  // What its connection was at is rolled back.
  const open = () =>
    test.sql`select from pg_stat_activity where datname = current_database() and xact_start is not null
      and pid <> pg_backend_pid()`;
  await expect.poll(open, { timeout: 20_000 }).toHaveLength(0);
}

it('an import that was killed within a part goes on without doubling or losing a row', {
  timeout: 150_000,
}, async () => {
  const id = await started('Killed', 50);
  await killedWithin('runImport', { uploadId: id }, (tx) => createUserGroup(tx, { name: 'Killed 25' }));
  expect(await getFile(admin, { id })).toMatchObject({ state: 'importing', rowsDone: 20, imported: { added: 20 } });
  expect(await namesOf('Killed')).toHaveLength(21);
  // By two workers at once: the queue hands it out again, and the first one was only slow.
  const run = () => userGroupImport.runImport(workerOf(admin), { uploadId: id, partSize: 10 });
  await Promise.all([run(), run()]);
  await run();
  const names = await namesOf('Killed');
  expect([names.length, new Set(names).size]).toEqual([50, 50]);
  expect(await getFile(admin, { id })).toMatchObject({ state: 'done', rowsDone: 50, imported: { added: 49 } });
  expect(await eventsOf('user_group.imported', 'Killed.csv')).toEqual([[49, admin.actor.name]]);
});

it('an undo that was killed within a part goes on, and takes back what it should', { timeout: 150_000 }, async () => {
  const id = await imported('Undone', 50);
  const [row] = await test.sql`select entry_ids[26] as id from table_imports where id = ${id}`;
  await undoImport(admin, { id });
  clock.at = new Date(Date.now() + 1000);
  const change = { id: Number(row?.id), name: 'Kept' };
  await killedWithin('runUndo', { importId: id }, (tx) => updateUserGroup(tx, change));
  const kept = () => withJobs(userGroupImport).keptImport(admin, id);
  expect(await kept()).toMatchObject({ undoState: 'running', undoSeen: 20, undone: null });
  expect(await namesOf('Undone')).toHaveLength(29);
  const run = () => userGroupImport.runUndo(workerOf(admin), { importId: id, partSize: 10 });
  await Promise.all([run(), run()]);
  await run();
  expect(await namesOf('Undone')).toEqual([]);
  const undoStays = [{ id: change.id, name: 'Kept', why: 'changed' }];
  expect(await kept()).toMatchObject({ undoState: null, undone: 49, undoGone: 0, undoStaying: 1, undoStays });
  expect(await eventsOf('user_group.import_undone', 'Undone.csv')).toEqual([[49, admin.actor.name]]);
});
