import { describe, expect, it } from 'vitest';
import { tableImports, tableUploads } from '@/db/schema/table-imports';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { filesOfGroups } from '@/lib/domain/coupons/user-groups/testing';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { forgetOldImports } from './kept-imports';
import { stoppedBefore, workerOf } from './testing';

const test = openTestDatabase();
const clock = { at: new Date('2026-11-03T06:15:00Z') };
const { admin, received, checked, started, imported, eventsOf, piecesOf } = filesOfGroups(test, clock);
const { getFile, startImport, cancelFile, runCheck, runImport, recentImports } = userGroupImport;

describe('the check of a file', () => {
  it('says how far it is, and begins again after it was killed', async () => {
    const id = await received('Check', 50);
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
    const id = await received('Stopped', 50);
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
    const id = await received('Left', 3, leaving);
    await test.sql`update users set role = 'viewer' where id = ${leaving.actor.id}`;
    await runCheck(workerOf(admin), { uploadId: id });
    expect(await getFile(admin, { id })).toMatchObject({ state: 'failed', failure: 'no_access' });
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

it('has one more day to be imported, then its file is deleted', async () => {
  const id = await started('Long', 20);
  const kill = runImport(workerOf(admin), { uploadId: id, partSize: 10, signal: stoppedBefore(2) });
  await expect(kill).rejects.toThrow();
  const day = 24 * 60 * 60 * 1000;
  clock.at = new Date(clock.at.getTime() + day + 1);
  await forgetOldImports(admin);
  expect([await test.db.$count(tableUploads), await test.db.$count(tableImports), await piecesOf(id)]).toEqual([
    1, 1, 1,
  ]);
  clock.at = new Date(clock.at.getTime() + day);
  await forgetOldImports(admin);
  expect([await test.db.$count(tableUploads), await test.db.$count(tableImports), await piecesOf(id)]).toEqual([
    0, 0, 0,
  ]);
});
