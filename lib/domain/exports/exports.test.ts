import { eq } from 'drizzle-orm';
import { readXlsx } from 'hucre/xlsx';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportFiles, exportPieces } from '@/db/schema/export-files';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NeedsProof, NotFound } from '@/lib/core/errors';
import { type TableFile, withColumns } from '@/lib/core/table-file';
import { makeSignedIn, setSecurity } from '@/lib/domain/access/factors/testing';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { deleteExport } from './delete-export';
import { downloadExport } from './download-export';
import { sentFormat } from './file-bytes';
import { keepExport } from './keep-export';
import { listExportColumns } from './list-columns';
import { listExports } from './list-exports';
import { makeExport } from './make-export';
import { pruneExports } from './prune-exports';
import { large } from './testing';

const test = openTestDatabase();
const admin = prepared(async () => (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx);
const worker = prepared(async () => systemContext(test.db, 'Make export'));
const day = 24 * 60 * 60 * 1000;

beforeEach(async () => {
  await test.db.delete(exportFiles);
});

async function ask(
  ctx: Context<UserActor>,
  table: TableFile,
  as: 'csv' | 'xlsx' = 'csv',
  columns: string[] | null = null,
) {
  const kept = await keepExport(ctx, large(table), { as, columns });
  if (!kept) throw new Error('It was not left to a job.');
  return kept.fileId;
}
const askForCoupons = async (ctx = admin) => ask(ctx, await exportCoupons(ctx, {}));

async function contentOf(ctx: Context<UserActor>, id: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of (await downloadExport(ctx, { id })).bytes) parts.push(part);
  return Buffer.concat(parts);
}
const piecesOf = (id: number) => test.db.$count(exportPieces, eq(exportPieces.fileId, id));
const audited = (action: string) => test.db.$count(auditEvents, eq(auditEvents.action, action));

async function codesInClear(...list: string[]) {
  const { id: couponId } = await createCoupon(admin, newCoupon());
  await issueListedCodes(admin, { couponId, list });
  return exportCodes(admin, { couponId, filter: {}, clear: { reason: 'for the printer' } });
}

describe('an export of many rows', () => {
  it('is one of at most 10,000 rows sent at once', async () => {
    const table = await exportCoupons(admin, {});
    const { repeatable } = table;
    if (!repeatable) throw new Error('It cannot be made again.');
    const ten = { ...table, repeatable: { ...repeatable, count: async () => 10_000 } };
    expect(await keepExport(admin, ten, { as: 'csv', columns: null })).toBeNull();
    expect(await listExports(admin)).toEqual([]);
  });

  it('is recorded once, made by a job, and downloaded as often as its owner likes within a day', async () => {
    const { code } = await createCoupon(admin, newCoupon());
    const before = await audited('coupons.exported');
    const id = await askForCoupons();
    await expect(downloadExport(admin, { id })).rejects.toMatchObject({ reason: 'not_made' });
    await makeExport(worker, { fileId: id });
    await makeExport(worker, { fileId: id });
    const [listed] = await listExports(admin);
    expect(listed).toMatchObject({
      id,
      state: 'done',
      name: expect.stringMatching(/^coupons-.*\.csv$/),
      total: 10_001,
    });
    expect(listed?.rows).toBe(await test.sql`select from coupons where deleted_at is null`.then((rows) => rows.length));
    const text = (await contentOf(admin, id)).toString();
    expect(text).toMatch(/^\ufeffid,code,/);
    expect(text).toContain(code);
    expect((await contentOf(admin, id)).toString()).toBe(text);
    expect([await audited('coupons.exported'), await audited('export.downloaded')]).toEqual([before + 1, 2]);
    const later = { ...admin, now: () => new Date(Date.now() + day + 1000) };
    await expect(downloadExport(later, { id })).rejects.toThrow(NotFound);
    await pruneExports(later);
    expect([await listExports(admin), await piecesOf(id)]).toEqual([[], 0]);
  });

  it('is of its owner alone', async () => {
    const id = await askForCoupons();
    await makeExport(worker, { fileId: id });
    for (const role of ['admin', 'viewer', 'partner'] as const) {
      const other = await makeUserContext(test.db, role);
      await expect(downloadExport(other, { id })).rejects.toThrow(NotFound);
      await expect(deleteExport(other, { id })).rejects.toThrow(NotFound);
      expect(await listExports(other)).toEqual([]);
    }
    expect(await contentOf(admin, id)).not.toHaveLength(0);
  });

  it('is cancelled while it is made: what the job writes then is nothing', async () => {
    const id = await askForCoupons();
    const stopped = makeExport(worker, { fileId: id });
    expect(await deleteExport(admin, { id })).toEqual({ wasMade: false });
    await stopped;
    await makeExport(worker, { fileId: id });
    expect([await listExports(admin), await piecesOf(id)]).toEqual([[], 0]);
    expect(await audited('export.deleted')).toBe(1);
  });

  it('is broken off when it is deleted while it is downloaded: a part is not taken for the whole', async () => {
    await createCoupon(admin, newCoupon());
    const id = await askForCoupons();
    await makeExport(worker, { fileId: id });
    const { bytes } = await downloadExport(admin, { id });
    await deleteExport(admin, { id });
    await expect(bytes.next()).rejects.toThrow('was deleted while it was downloaded');
  });

  it('begins again after a process stopped in its middle, and the earlier run ends', async () => {
    const id = await askForCoupons();
    const stopping = new AbortController();
    stopping.abort();
    await expect(makeExport(worker, { fileId: id, signal: stopping.signal })).rejects.toThrow();
    expect(await listExports(admin)).toMatchObject([{ state: 'running', failure: null }]);
    await Promise.all([1, 2, 3].map(() => makeExport(worker, { fileId: id })));
    await makeExport(worker, { fileId: id });
    expect(await listExports(admin)).toMatchObject([{ state: 'done' }]);
    const [header, ...lines] = (await contentOf(admin, id)).toString().trim().split('\r\n');
    expect(header).toContain('id,code');
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('is refused to somebody who cannot see any more what it holds, made or not', async () => {
    const leaving = await makeUserContext(test.db, 'admin');
    const made = await askForCoupons(leaving);
    await makeExport(worker, { fileId: made });
    const waiting = await askForCoupons(leaving);
    await test.db.update(users).set({ role: 'viewer' }).where(eq(users.id, leaving.actor.id));
    const asViewer = { ...leaving, actor: { ...leaving.actor, role: 'viewer' as const } };
    await expect(downloadExport(asViewer, { id: made })).rejects.toThrow(Forbidden);
    await makeExport(worker, { fileId: waiting });
    expect((await listExports(asViewer))[0]).toMatchObject({ id: waiting, state: 'failed', failure: 'no_access' });
  });
});

describe('codes in clear', () => {
  it('are in the file, in no table in clear, and ask for a fresh proof each time', async () => {
    const id = await ask(admin, await codesInClear('EXPORTED-IN-CLEAR'));
    await makeExport(worker, { fileId: id });
    expect((await contentOf(admin, id)).toString()).toContain('EXPORTED-IN-CLEAR');
    const [kept] = await test.sql`select encode(sealed, 'escape') as text from export_pieces where file_id = ${id}`;
    expect(kept?.text).not.toContain('EXPORTED');
    await setSecurity(test.db, { stepUpMinutes: 5 });
    await test.db.update(sessions).set({ provenAt: null }).where(eq(sessions.id, admin.actor.sessionId));
    await expect(downloadExport(admin, { id })).rejects.toThrow(NeedsProof);
    await test.db.update(sessions).set({ provenAt: new Date() }).where(eq(sessions.id, admin.actor.sessionId));
  });

  it('are as many as were counted and recorded, whatever is issued before the job runs', async () => {
    const table = await codesInClear('COUNTED-1', 'COUNTED-2');
    const [{ couponId } = { couponId: 0 }] = await test.sql<{ couponId: number }[]>`
      select coupon_id::int as "couponId" from codes order by id desc limit 1`;
    const id = await ask(admin, table);
    await issueListedCodes(admin, { couponId, list: ['UNCOUNTED'] });
    await makeExport(worker, { fileId: id });
    const text = (await contentOf(admin, id)).toString();
    expect(text).toContain('COUNTED-1');
    expect(text).not.toContain('UNCOUNTED');
  });
});

describe('the columns of an export', () => {
  it('are those that were chosen, in the order of the list, at once and in the background', async () => {
    const wanted = ['code', 'id'];
    const table = await withColumns(await exportCoupons(admin, {}), wanted);
    const id = await ask(admin, table, 'xlsx', wanted);
    const all = [];
    for await (const some of table.rows) all.push(...some);
    expect(all[0]).toEqual(['id', 'code']);
    await makeExport(worker, { fileId: id });
    const { rows = [] } = (await readXlsx(await contentOf(admin, id))).sheets[0] ?? {};
    expect(rows).toEqual(all);
  });

  it('are named by the list, and unknown ones refused', async () => {
    const names = await listExportColumns(admin, { kind: 'coupons' });
    expect(names).toEqual(expect.arrayContaining(['id', 'code', 'created_at', 'created_at_local']));
    await expect(withColumns(await exportCoupons(admin, {}), ['colour'])).rejects.toThrow(Invalid);
    await expect(listExportColumns(admin, { kind: 'moons' })).rejects.toThrow(NotFound);
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(listExportColumns(viewer, { kind: 'security-events' })).rejects.toThrow(Forbidden);
    expect(await listExportColumns(viewer, { kind: 'sales' })).not.toContain('cost_rupees');
  });
});

describe('a sheet of codes to print', () => {
  const sheet = { perPage: 8, symbol: 'qr' as const, title: 'दशैं', text: 'For one film' } as const;

  it('is a PDF in clear: with a reason, a right, and the activity of an export', async () => {
    const { id: couponId } = await createCoupon(admin, newCoupon());
    await issueListedCodes(admin, { couponId, list: ['PRINTED-1', 'PRINTED-2'] });
    await expect(exportCodes(admin, { couponId, filter: {}, sheet })).rejects.toThrow(Invalid);
    const logo = Buffer.from('no picture').toString('base64');
    const wanted = { couponId, filter: {}, clear: { reason: 'for the shop' }, sheet };
    await expect(exportCodes(admin, { ...wanted, sheet: { ...sheet, logo } })).rejects.toThrow(Invalid);
    await expect(exportCodes(admin, { ...wanted, sheet: { ...sheet, title: '🎬' } })).rejects.toThrow(Invalid);
    await expect(exportCodes((await makeSignedIn(test.db, 'support', { at: new Date() })).ctx, wanted)).rejects.toThrow(
      Forbidden,
    );
    const before = await audited('codes.exported');
    const table = await exportCodes(admin, wanted);
    expect(await audited('codes.exported')).toBe(before + 1);
    const kept = await keepExport(admin, large(table), { as: sentFormat(table, 'csv'), columns: null });
    await makeExport(worker, { fileId: kept?.fileId ?? 0 });
    expect(await listExports(admin)).toMatchObject([
      { state: 'done', isClear: true, rows: 2, name: expect.stringMatching(/\.pdf$/) },
    ]);
    expect((await contentOf(admin, kept?.fileId ?? 0)).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
