import { describe, expect, it } from 'vitest';
import { tableImports, tableUploads } from '@/db/schema/table-imports';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import {
  createUserGroup,
  listUserGroups,
  updateUserGroup,
  userGroupImport,
} from '@/lib/domain/coupons/user-groups/user-groups';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { forgetOldImports } from './kept-imports';
import { inPieces, readAsProposed, stoppedBefore, untilWaiting, withJobs, workerOf } from './testing';

const test = openTestDatabase();
const clock = { at: new Date('2026-11-03T06:15:00Z') };
const admin = prepared(() => makeUserContext(test.db, 'admin', () => clock.at));
const { sent } = withJobs(userGroupImport);
const { receiveFile, getFile, startImport, cancelFile, runCheck, runImport, runUndo, undoImport, recentImports } =
  userGroupImport;

const fileOf = (name: string, count: number) =>
  `name\n${Array.from({ length: count }, (_, at) => `${name} ${at}`).join('\n')}\n`;

async function checked(name: string, count: number): Promise<number> {
  const text = fileOf(name, count);
  const reading = await readAsProposed(userGroupImport, admin, text);
  return sent(admin, { ...reading, fileName: `${name}.csv`, file: inPieces(text) });
}

async function started(name: string, count: number): Promise<number> {
  const id = await checked(name, count);
  await startImport(admin, { id });
  return id;
}

async function imported(name: string, count: number): Promise<number> {
  const id = await started(name, count);
  await runImport(workerOf(admin), { uploadId: id });
  return (await getFile(admin, { id })).imported?.id ?? 0;
}

const namesOf = async (name: string) => {
  const rows = await test.sql<{ name: string }[]>`
    select name from user_groups where name like ${`${name} %`} and archived_at is null`;
  return rows.map((row) => row.name);
};
const eventsOf = async (action: string, fileName: string) => {
  const rows = await test.sql`select data, actor_name from audit_events
    where action = ${action} and data ->> 'fileName' = ${fileName}`;
  return rows.map((row) => [row.data.count, row.actor_name]);
};
const piecesOf = async (id: number) => (await test.sql`select from table_upload_pieces where file_id = ${id}`).length;

describe('the check of a file', () => {
  it('says how far it is, and begins again after it was killed', async () => {
    const text = fileOf('Check', 50);
    const reading = await readAsProposed(userGroupImport, admin, text);
    const { id } = await receiveFile(admin, { ...reading, fileName: 'Check.csv', file: inPieces(text) });
    expect(await getFile(admin, { id })).toMatchObject({ state: 'checking', rows: 0, checked: null });
    await expect(runCheck(workerOf(admin), { uploadId: id, partSize: 10, signal: stoppedBefore(4) })).rejects.toThrow();
    expect(await getFile(admin, { id })).toMatchObject({ state: 'checking', rows: 50, rowsDone: 30 });
    const { uploads } = await recentImports(await makeUserContext(test.db, 'admin', () => clock.at));
    expect(uploads).toMatchObject([{ id, state: 'checking', rows: 50, rowsDone: 30 }]);
    await runCheck(workerOf(admin), { uploadId: id, partSize: 10 });
    expect(await getFile(admin, { id })).toMatchObject({ state: 'checked', rowsDone: 50, checked: { rows: 50 } });
    await cancelFile(admin, { id });
  });

  it('keeps the file and its result encrypted', async () => {
    const id = await checked('Nobody reads this', 30);
    const [row] = await test.sql`select sealed_result, reading::text as reading from table_uploads where id = ${id}`;
    const [piece] = await test.sql`select sealed from table_upload_pieces where file_id = ${id}`;
    for (const bytes of [row?.sealed_result, piece?.sealed]) {
      expect(bytes.length).toBeGreaterThan(20);
      expect(bytes.includes('Nobody reads this')).toBe(false);
    }
    await cancelFile(admin, { id });
    expect(await piecesOf(id)).toBe(0);
  });

  it('is cancelled while it is under way, and leaves nothing', async () => {
    const text = fileOf('Stopped', 50);
    const reading = await readAsProposed(userGroupImport, admin, text);
    const { id } = await receiveFile(admin, { ...reading, fileName: 'Stopped.csv', file: inPieces(text) });
    const stop = runCheck(workerOf(admin), { uploadId: id, partSize: 10, signal: stoppedBefore(3) });
    await expect(stop).rejects.toThrow();
    await cancelFile(admin, { id });
    await runCheck(workerOf(admin), { uploadId: id, partSize: 10 });
    expect(await getFile(admin, { id })).toMatchObject({ state: 'cancelled', checked: null, imported: null });
    expect(await piecesOf(id)).toBe(0);
    await expect(cancelFile(admin, { id })).rejects.toMatchObject({ reason: 'ended' });
    await expect(startImport(admin, { id })).rejects.toMatchObject({ reason: 'not_checked' });
    expect(await eventsOf('import.cancelled', 'Stopped.csv')).toEqual([[0, admin.actor.name]]);
  });

  it('ends where who sent it has no right to import any more', async () => {
    const leaving = await makeUserContext(test.db, 'admin', () => clock.at);
    const text = fileOf('Left', 3);
    const reading = await readAsProposed(userGroupImport, leaving, text);
    const { id } = await receiveFile(leaving, { ...reading, file: inPieces(text) });
    await test.sql`update users set role = 'viewer' where id = ${leaving.actor.id}`;
    await runCheck(workerOf(admin), { uploadId: id });
    expect(await getFile(admin, { id })).toMatchObject({ state: 'failed', failure: 'no_access' });
  });
});

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
    await cancelFile(admin, { id });
  });
});

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
});

it('is for those who can import, and about files of their kind', async () => {
  const id = await checked('Of others', 3);
  const others: Context[] = [
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'viewer'),
    await makeUserContext(test.db, 'partner'),
    await makeKeyContext(test.db, ['coupons:read']),
  ];
  for (const ctx of others) {
    for (const use of [getFile, startImport, cancelFile]) {
      await expect(use(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
    }
  }
  // A job does what it does as a person.
  const key = await makeKeyContext(test.db, ['coupons:write']);
  await expect(startImport(key, { id })).rejects.toBeInstanceOf(Forbidden);
  for (const use of [tvodPriceImport.getFile, tvodPriceImport.startImport, tvodPriceImport.cancelFile]) {
    await expect(use(admin, { id })).rejects.toBeInstanceOf(NotFound);
  }
  expect(await getFile(admin, { id })).toMatchObject({ state: 'checked' });
  await cancelFile(admin, { id });
});

it('starts nothing where nothing is new', async () => {
  await imported('There', 3);
  const id = await checked('There', 3);
  await expect(startImport(admin, { id })).rejects.toBeInstanceOf(Conflict);
});

it('is forgotten after a day, with its file', async () => {
  const id = await checked('A day ago', 3);
  clock.at = new Date(clock.at.getTime() + 24 * 60 * 60 * 1000 + 1);
  await expect(getFile(admin, { id })).rejects.toBeInstanceOf(NotFound);
  await forgetOldImports(admin);
  expect([await test.db.$count(tableUploads), await piecesOf(id)]).toEqual([0, 0]);
});
