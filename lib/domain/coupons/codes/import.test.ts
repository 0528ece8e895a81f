import { sql } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { reason } from '@/lib/domain/coupons/imports/reasons';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { getUpload } from './code-upload';
import { exportBadRows } from './export-bad-rows';
import { exportCodes } from './export-codes';
import { findCode } from './find-code';
import { generateCode } from './generate-code';
import { importUpload } from './import-upload';
import { issueBatch } from './issue-batch';
import { issueListedCodes } from './issue-listed-codes';
import { listBadRows } from './list-bad-rows';
import { getBatch } from './list-batches';
import { receiveUpload } from './receive-upload';
import { sweepUploads } from './sweep-uploads';
import { inPieces, oneColumn, provideIssuing, textOf, uploadChecked } from './testing';

const { test, admin, support, worker, makeCoupon } = provideIssuing();

const uploaded = (couponId: number, text: string, hasCheckCharacters = false) =>
  uploadChecked(admin, { couponId, text, hasCheckCharacters });

describe('a file of codes', () => {
  it('gets a result for every row, and nothing is imported yet', async () => {
    const couponId = await makeCoupon();
    await issueListedCodes(admin, { couponId, list: ['THERE-BEFORE'] });
    const good = generateCode();
    const wrong = good.slice(0, -1) + (good.endsWith('7') ? '8' : '7');
    const csv = [
      '\ufeffName;Code',
      `first;${good}`,
      `twice;${good.toLowerCase().replace(/(.{4})/g, '$1 ')}`,
      'short;abc',
      'odd;"two\nlines, and ümlaut"',
      `mistyped;${wrong}`,
      '',
      'there;there before',
    ].join('\r\n');
    const upload = await uploaded(couponId, csv, true);
    expect(upload).toMatchObject({ state: 'checked', rows: 6, good: 1, malformed: 2, duplicate: 1, wrongCheck: 2 });
    const relaxed = await uploaded(couponId, csv);
    expect(relaxed).toMatchObject({ rows: 6, good: 2, malformed: 2, duplicate: 1, existing: 1, wrongCheck: 0 });
    expect(await findCode(admin, { code: good })).toBeNull();
    const listed = await listBadRows(admin, { couponId, uploadId: relaxed.id });
    expect(listed.map(({ line, result }) => [line, result])).toEqual([
      [3, 'duplicate'],
      [4, 'malformed'],
      [6, 'malformed'],
      [9, 'existing'],
    ]);
    expect(await listBadRows(admin, { couponId, uploadId: relaxed.id, result: 'existing' })).toEqual([
      { line: 9, code: '••••-F0RE', result: 'existing', reasons: [reason('issuedHere', { column: 'code' })] },
    ]);
    const bad = await textOf((await exportBadRows(admin, { couponId, uploadId: relaxed.id })).rows);
    expect(bad.split('\r\n')).toEqual([
      'line,code,result,detail',
      expect.stringMatching(/^3,.*,duplicate,$/),
      expect.stringMatching(/^4,••••[^,]*,malformed,$/),
      expect.stringMatching(/^6,••••[^,]*,malformed,$/),
      '9,••••-F0RE,existing,has already been taken',
      '',
    ]);
  });

  it('is encrypted from the first row on', async () => {
    const couponId = await makeCoupon();
    const code = generateCode();
    const upload = await uploaded(couponId, `code\n${code}\nnot a code!\n`);
    const [dump] = await test.sql`
      select string_agg(r::text, '') || (select string_agg(u::text, '') from code_uploads u) as text
      from code_upload_rows r where upload_id = ${upload.id}`;
    for (const secret of [code, 'not a code!']) {
      expect(dump?.text).not.toContain(secret);
      expect(dump?.text).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('imports its good rows once, and the same file again adds nothing', async () => {
    const couponId = await makeCoupon();
    const list = Array.from({ length: 2500 }, () => generateCode());
    const csv = ['code', ...list, 'bad'].join('\n');
    const first = await uploaded(couponId, csv, true);
    const second = await uploaded(couponId, csv, true);
    expect(first).toMatchObject({ rows: 2501, good: 2500, malformed: 1 });
    const batch = await importUpload(admin, { couponId, uploadId: first.id });
    expect(batch).toMatchObject({ kind: 'imported', state: 'queued', requested: 2500, issued: 0 });
    expect((await importUpload(admin, { couponId, uploadId: first.id })).id).toBe(batch.id);
    await Promise.all([1, 2].map(() => issueBatch(worker, { batchId: batch.id, chunkSize: 400 })));
    expect(await getBatch(admin, { couponId, batchId: batch.id })).toMatchObject({ state: 'done', issued: 2500 });
    expect(await findCode(admin, { code: list[1234] ?? '' })).toMatchObject({ couponId, batchId: batch.id });
    // Checked before the first was imported: what exists by now is left out and named.
    const again = await importUpload(admin, { couponId, uploadId: second.id });
    await issueBatch(worker, { batchId: again.id });
    expect(await getBatch(admin, { couponId, batchId: again.id })).toMatchObject({ state: 'done', issued: 0 });
    expect(await getUpload(admin, { couponId, uploadId: second.id })).toMatchObject({ good: 0, existing: 2500 });
    const third = await uploaded(couponId, csv, true);
    expect(third).toMatchObject({ good: 0, existing: 2500 });
    await expect(importUpload(admin, { couponId, uploadId: third.id })).rejects.toMatchObject({
      reason: 'nothing_to_import',
    });
  });

  it('continues where its import was interrupted', async () => {
    const couponId = await makeCoupon();
    const list = Array.from({ length: 1000 }, () => generateCode());
    // With a header: a first code that has no digit by chance is proposed as one.
    const { id: uploadId } = await uploaded(couponId, ['code', ...list].join('\n'));
    const { id: batchId } = await importUpload(admin, { couponId, uploadId });
    const stopping = new AbortController();
    const check = vi.spyOn(stopping.signal, 'throwIfAborted');
    check.mockImplementation(() => {
      if (check.mock.calls.length === 4) stopping.abort();
      if (stopping.signal.aborted) throw new Error('stopped');
    });
    await expect(issueBatch(worker, { batchId, signal: stopping.signal, chunkSize: 100 })).rejects.toThrow('stopped');
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'running', issued: 300 });
    await issueBatch(worker, { batchId, chunkSize: 100 });
    expect(await getBatch(admin, { couponId, batchId })).toMatchObject({ state: 'done', issued: 1000 });
  });

  it('that breaks off, does not parse or is empty leaves nothing', async () => {
    const couponId = await makeCoupon();
    const input = { couponId, fileName: 'x.csv', hasCheckCharacters: false, ...oneColumn };
    async function* broken() {
      yield Buffer.from('code\nABCDEFGH\n');
      throw new Error('the client went away');
    }
    await expect(receiveUpload(admin, { ...input, file: broken() })).rejects.toThrow('went away');
    const open = `"${'x'.repeat(20_000)}`;
    for (const text of ['', open]) {
      const refused = receiveUpload(admin, { ...input, file: inPieces(text, 4096) });
      await expect(refused).rejects.toBeInstanceOf(Invalid);
      await expect(refused).rejects.toMatchObject({ fields: { file: [expect.any(String)] } });
    }
    const [left] = await test.sql`select count(*) from code_uploads where coupon_id = ${couponId}`;
    expect(left?.count).toBe('0');
  });

  it('is refused to support and to a key that only reads, and unknown to other coupons', async () => {
    const couponId = await makeCoupon();
    const reader = await makeKeyContext(test.db, ['coupons:read', 'codes:reveal']);
    const input = { couponId, fileName: 'x.csv', hasCheckCharacters: false, ...oneColumn };
    for (const ctx of [support, reader]) {
      await expect(receiveUpload(ctx, { ...input, file: inPieces('ABCDEFGH') })).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(receiveUpload(admin, { ...input, couponId: 999_999, file: inPieces('A') })).rejects.toBeInstanceOf(
      NotFound,
    );
    const { id: uploadId } = await uploaded(couponId, 'ABCDEFGH');
    await expect(importUpload(support, { couponId, uploadId })).rejects.toBeInstanceOf(Forbidden);
    await expect(exportBadRows(support, { couponId, uploadId })).rejects.toBeInstanceOf(Forbidden);
    await expect(listBadRows(support, { couponId, uploadId })).rejects.toBeInstanceOf(Forbidden);
    await expect(listBadRows(admin, { couponId: couponId + 1, uploadId })).rejects.toBeInstanceOf(NotFound);
    await expect(importUpload(admin, { couponId: couponId + 1, uploadId })).rejects.toBeInstanceOf(NotFound);
  });

  it('waits for its check, and is deleted after a day', async () => {
    const couponId = await makeCoupon();
    const input = { couponId, fileName: 'x.csv', hasCheckCharacters: false, ...oneColumn };
    const { uploadId } = await receiveUpload(admin, { ...input, file: inPieces('ABCDEFGHJ') });
    await expect(importUpload(admin, { couponId, uploadId })).rejects.toBeInstanceOf(Conflict);
    await sweepUploads(worker);
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ state: 'checking' });
    await sweepUploads({ ...worker, now: () => new Date(Date.now() + 25 * 3600_000) });
    await expect(getUpload(admin, { couponId, uploadId })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('a list of codes', () => {
  it('is taken whole, or refused with every code that cannot be', async () => {
    const couponId = await makeCoupon();
    expect(await issueListedCodes(admin, { couponId, list: ['GIFT-0001', 'gift 0002'] })).toMatchObject({
      kind: 'listed',
      state: 'done',
      issued: 2,
    });
    await expect(
      issueListedCodes(admin, { couponId, list: ['gift-OO01', 'new-1', 'NEW 1', '?', 'fine'] }),
    ).rejects.toMatchObject({
      fields: {
        list: ['1: has already been taken', '3: is in the list twice', '4: must be 4 to 64 letters and digits'],
      },
    });
    expect(await findCode(admin, { code: 'fine' })).toBeNull();
    await expect(issueListedCodes(support, { couponId, list: ['A1B2C3'] })).rejects.toBeInstanceOf(Forbidden);
  });
});

describe('an export', () => {
  it('C23: is masked to half of a short code, or in clear with a reason that is recorded first', async () => {
    const couponId = await makeCoupon();
    await issueListedCodes(admin, { couponId, list: ['SUMA1', 'PLAIN-1'] });
    const masked = await textOf((await exportCodes(support, { couponId, filter: {} })).rows);
    expect(masked).toContain('••••-A1,');
    expect(masked).not.toContain('PLAIN');
    await expect(exportCodes(support, { couponId, filter: {}, clear: { reason: 'x' } })).rejects.toBeInstanceOf(
      Forbidden,
    );
    await expect(exportCodes(admin, { couponId, filter: {}, clear: { reason: ' ' } })).rejects.toThrow();
    const { rows, name } = await exportCodes(admin, { couponId, filter: {}, clear: { reason: 'for the printer' } });
    const [event] = await test.db
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'codes.exported' and ${auditEvents.subjectId} = ${couponId}`);
    expect(event?.data).toEqual({ count: 2, filter: {}, reason: 'for the printer' });
    expect(name).toMatch(/^codes-/);
    const [first, ...cells] = (await textOf(rows))
      .trim()
      .split('\r\n')
      .map((line) => line.split(',')[0]);
    expect([first, cells.sort()]).toEqual(['code', ['PLAIN-1', 'SUMA1']]);
  });

  it('shows no code in the file of rows that are not imported, also to an admin without any limit', async () => {
    const couponId = await makeCoupon();
    await issueListedCodes(admin, { couponId, list: ['SHOWN-777'] });
    const { id: uploadId } = await uploaded(couponId, 'SHOWN-777\nOTHER-888\nOTHER-888\n');
    const bad = await textOf((await exportBadRows(admin, { couponId, uploadId })).rows);
    expect(bad.split('\r\n').slice(1, -1)).toEqual([
      '1,••••-N777,existing,has already been taken',
      '3,••••-R888,duplicate,',
    ]);
  });

  it('writes what a spreadsheet would take for a formula as text, and reads it back as it was', async () => {
    const couponId = await makeCoupon();
    const upload = await uploaded(couponId, '-ABCD12\n"=cmd|calc"\n"@x"\n+1\n');
    const { id: batchId } = await importUpload(admin, { couponId, uploadId: upload.id });
    await issueBatch(worker, { batchId });
    const clear = { reason: 'round trip' };
    const out = await textOf((await exportCodes(admin, { couponId, filter: { batchId }, clear })).rows);
    expect(out).toContain("'-ABCD12,");
    expect(await uploaded(couponId, out)).toMatchObject({ rows: 1, existing: 1 });
  });
});
