import { describe, expect, it } from 'vitest';
import { tableImports } from '@/db/schema/table-imports';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import {
  archiveUserGroup,
  listUserGroups,
  updateUserGroup,
  userGroupImport,
} from '@/lib/domain/coupons/user-groups/user-groups';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { forgetOldImports } from './kept-imports';
import { inPieces, readAsProposed, undoMeanwhile, withJobs } from './testing';

const test = openTestDatabase();
const clock = { at: new Date('2026-11-03T06:15:00Z') };
const now = () => clock.at;
const admin = prepared(() => makeUserContext(test.db, 'admin', now));

async function imported(...names: string[]): Promise<number> {
  const text = `name\n${names.join('\n')}\n`;
  const reading = await readAsProposed(userGroupImport, admin, text);
  const { id } = await withJobs(userGroupImport).importFile(admin, {
    fileName: 'a.csv',
    ...reading,
    file: inPieces(text),
  });
  return Number(id);
}

const idOf = async (name: string) => {
  const { rows } = await listUserGroups(admin, { name });
  return rows.find((row) => row.name === name)?.id ?? 0;
};

describe('an import of a table', () => {
  it('is offered for a day to everybody who can import, and undone once', async () => {
    const id = await imported('Undo A', 'Undo B');
    const colleague = await makeUserContext(test.db, 'admin', now);
    const { rows } = await userGroupImport.recentImports(colleague);
    expect(rows).toMatchObject([
      { id, fileName: 'a.csv', added: 2, createdAt: clock.at, undoneAt: null, undone: null },
    ]);
    expect(await userGroupImport.planUndo(colleague, { id })).toEqual({ takes: 2, staying: 0, stays: [], gone: 0 });
    expect(await withJobs(userGroupImport).undoImport(colleague, { id })).toEqual({
      undone: 2,
      staying: 0,
      stays: [],
      gone: 0,
    });
    expect([await idOf('Undo A'), await idOf('Undo B')]).toEqual([0, 0]);
    for (const use of [userGroupImport.undoImport, userGroupImport.planUndo]) {
      await expect(use(admin, { id })).rejects.toMatchObject({ reason: 'undone' });
    }
    expect((await userGroupImport.recentImports(admin)).rows).toMatchObject([{ id, undone: 2, undoneAt: clock.at }]);
    expect((await tvodPriceImport.recentImports(admin)).rows).toEqual([]);
    await expect(withJobs(tvodPriceImport).undoImport(admin, { id })).rejects.toBeInstanceOf(NotFound);
  });

  it('leaves what was used, changed or taken out since, and names it', async () => {
    const id = await imported('Plain', 'Linked', 'For members', 'Renamed', 'Archived');
    clock.at = new Date(clock.at.getTime() + 1000);
    const [linked, members, renamed, archived] = [
      await idOf('Linked'),
      await idOf('For members'),
      await idOf('Renamed'),
      await idOf('Archived'),
    ];
    await createLinkedCoupon(admin, { ...newCoupon({ code: 'LINKS' }), userGroupIds: [linked] });
    await createLinkedCoupon(admin, newCoupon({ code: 'MEMBERS', audience: 'members', memberGroupIds: [members] }));
    await updateUserGroup(admin, { id: renamed, name: 'Renamed since' });
    await archiveUserGroup(admin, { id: archived });
    const stays = [
      { id: linked, name: 'Linked', why: 'depended_on' },
      { id: members, name: 'For members', why: 'depended_on' },
      { id: renamed, name: 'Renamed since', why: 'changed' },
      { id: archived, name: 'Archived', why: 'taken_out' },
    ].sort((one, other) => one.id - other.id);
    expect(await userGroupImport.planUndo(admin, { id })).toEqual({ takes: 1, staying: 4, stays, gone: 0 });
    expect(await idOf('Plain')).not.toBe(0);
    expect(await withJobs(userGroupImport).undoImport(admin, { id })).toEqual({
      undone: 1,
      staying: 4,
      stays,
      gone: 0,
    });
    expect(await idOf('Plain')).toBe(0);
    expect([await idOf('Linked'), await idOf('For members'), await idOf('Renamed since')]).not.toContain(0);
  });

  it('leaves what is linked while the undo waits for it', async () => {
    const id = await imported('Not linked', 'Linked meanwhile');
    const linked = await idOf('Linked meanwhile');
    const undone = await undoMeanwhile(test, {
      ctx: admin,
      use: (tx) => createLinkedCoupon(tx, { ...newCoupon({ code: 'MEANWHILE' }), userGroupIds: [linked] }),
      undo: () => withJobs(userGroupImport).undoImport(admin, { id }),
    });
    const stays = [{ id: linked, name: 'Linked meanwhile', why: 'depended_on' }];
    expect(undone).toEqual({ undone: 1, staying: 1, stays, gone: 0 });
    expect([await idOf('Not linked'), await idOf('Linked meanwhile')]).toEqual([0, linked]);
  });

  it('is undone once by two who press at the same time', async () => {
    const id = await imported('At once A', 'At once B');
    const both = await Promise.all([1, 2].map(() => withJobs(userGroupImport).undoImport(admin, { id })));
    expect(both).toContainEqual({ undone: 2, staying: 0, stays: [], gone: 0 });
    expect((await withJobs(userGroupImport).keptImport(admin, id)).undone).toBe(2);
    const [events] = await test.sql`select count(*)::int as n from audit_events
      where action = 'user_group.import_undone' and data ->> 'fileName' = 'a.csv' and subject_id = (
        select entry_ids[1] from table_imports where id = ${id})`;
    expect(events?.n).toBe(1);
  });

  it('is forgotten after a day', async () => {
    const id = await imported('A day ago');
    const begun = clock.at.getTime();
    clock.at = new Date(begun + 24 * 60 * 60 * 1000);
    expect((await userGroupImport.recentImports(admin)).rows).toEqual([]);
    await expect(withJobs(userGroupImport).undoImport(admin, { id })).rejects.toBeInstanceOf(NotFound);
    clock.at = new Date(begun + 24 * 60 * 60 * 1000 + 1);
    await forgetOldImports(admin);
    expect(await test.db.$count(tableImports)).toBe(0);
    expect(await idOf('A day ago')).not.toBe(0);
  });

  it('is listed for and undone by callers that can write coupons alone', async () => {
    const id = await imported('Not by others');
    const others = [
      await makeUserContext(test.db, 'support'),
      await makeUserContext(test.db, 'viewer'),
      await makeUserContext(test.db, 'partner'),
      await makeKeyContext(test.db, ['coupons:read']),
    ];
    for (const ctx of others) {
      await expect(userGroupImport.recentImports(ctx)).rejects.toBeInstanceOf(Forbidden);
      await expect(userGroupImport.planUndo(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
      await expect(withJobs(userGroupImport).undoImport(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
    }
    expect(await idOf('Not by others')).not.toBe(0);
  });
});
