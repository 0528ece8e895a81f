import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { checkUpload } from './check-upload';
import { getUpload } from './code-upload';
import { exportCodes } from './export-codes';
import { generateCode } from './generate-code';
import { importUpload } from './import-upload';
import { issueBatch } from './issue-batch';
import { readUploadHead } from './read-upload-head';
import { receiveUpload } from './receive-upload';
import { inPieces, oneColumn, provideIssuing, readAsProposed, textOf, uploadChecked } from './testing';

const { test, admin, support, worker, makeCoupon } = provideIssuing();
const uploaded = (couponId: number, text: string) => uploadChecked(admin, { couponId, text });

/** What becomes a code where a person takes what is proposed, and answers the one question with `column`. */
async function importedFrom(text: string | Buffer, column?: number): Promise<string[]> {
  const couponId = await makeCoupon();
  const reading = { ...readAsProposed(text), ...(column ? { column } : {}) };
  const input = { couponId, fileName: 'a.csv', hasCheckCharacters: false, ...reading };
  const { uploadId } = await receiveUpload(admin, { ...input, file: inPieces(text) });
  await checkUpload(worker, { uploadId });
  const { id: batchId } = await importUpload(admin, { couponId, uploadId, confirmed: true });
  await issueBatch(worker, { batchId });
  const clear = { reason: 'the test' };
  const out = await textOf((await exportCodes(admin, { couponId, filter: {}, clear })).rows);
  const lines = out.trim().split('\r\n').slice(1);
  return lines.map((line) => line.split(',')[0] ?? '').sort();
}
const headOf = (couponId: number, text: string | Buffer, chosen = {}) =>
  readUploadHead(admin, { couponId, isWhole: true, ...chosen, file: inPieces(text) });

describe('what is read of a file', () => {
  it('C5: the delimiter belongs to the file, and one comma moves nothing', async () => {
    const text = 'serial;note;code\n1;Dashain, gold;GA6A1\n2;plain;GB6B1\n';
    expect(await headOf(await makeCoupon(), text)).toMatchObject({
      ...{ delimiter: 'semicolon', headerRow: 1, column: 3, questions: [] },
    });
    expect(await importedFrom(text)).toEqual(['GA6A1', 'GB6B1']);
  });

  it('C6: shows the first rows with the column that is proposed, and never takes the header', async () => {
    const text = 'Serial No,PIN Code\nSER1001,PINA1\nSER1011,PINB1\n';
    const head = await headOf(await makeCoupon(), text);
    expect(head).toMatchObject({ encoding: 'utf-8', delimiter: 'comma', headerRow: 1, column: 2, questions: [] });
    expect(head.rows.map(({ cells }) => cells[1])).toEqual(['PIN Code', 'PINA1', 'PINB1']);
    expect(await importedFrom(text)).toEqual(['PINA1', 'PINB1']);
  });

  it('C7: proposes Voucher, and refuses row numbers as guessable until that is confirmed', async () => {
    const couponId = await makeCoupon();
    const rows = Array.from({ length: 500 }, (_, at) => `${1001 + at},${generateCode()},100`);
    const text = ['Nr,Voucher,Amount', ...rows].join('\n');
    expect(await headOf(couponId, text)).toMatchObject({ headerRow: 1, column: 2, questions: [] });
    const input = { couponId, fileName: 'a.csv', hasCheckCharacters: false, ...readAsProposed(text), column: 1 };
    const { uploadId } = await receiveUpload(admin, { ...input, file: inPieces(text) });
    await checkUpload(worker, { uploadId });
    const { concerns } = await getUpload(admin, { couponId, uploadId });
    expect(concerns.map(({ kind }) => kind)).toEqual(['sequence', 'short']);
    const refused = importUpload(admin, { couponId, uploadId });
    await expect(refused).rejects.toMatchObject({ reason: 'not_confirmed' });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ batchId: null });
    expect(await importUpload(admin, { couponId, uploadId, confirmed: true })).toMatchObject({ requested: 500 });
  });

  it('C8: finds the header below a title, obeys sep=, and leaves a total out once that is confirmed', async () => {
    const couponId = await makeCoupon();
    const text = 'sep=;\r\nVouchers of March;\r\n\r\nVoucher;Amount\r\nGA6A1X;100\r\nGB6B1Y;200\r\nTotal;300\r\n';
    expect(await headOf(couponId, text)).toMatchObject({
      delimiter: 'semicolon',
      headerRow: 2,
      column: 1,
      questions: [],
    });
    const upload = await uploaded(couponId, text);
    expect(upload).toMatchObject({ rows: 3, good: 2, notData: 1 });
    const refused = importUpload(admin, { couponId, uploadId: upload.id });
    await expect(refused).rejects.toMatchObject({ reason: 'not_confirmed' });
    expect(await importedFrom(text)).toEqual(['GA6A1X', 'GB6B1Y']);
  });

  it.each([
    ['a total in a later column', 'Nr;Note;Voucher\n1;a;QA6A1X\n2;b;QB6B1Y\n3;Total;2002\n;जम्मा:;2002\n'],
    ['its header again', 'Nr;Note;Voucher\n1;a;QC6A1X\nNR;Note;VOUCHER\n2;b;QD6B1Y\nNr;Note;Voucher\n'],
    ['its title again', 'Bons9;;\nNr;Note;Voucher\n1;a;QE6A1X\n2;b;QF6B1Y\nBons9;;\nNr;Note;Voucher\n'],
  ])('leaves %s out once that is confirmed', async (_, text) => {
    const upload = await uploaded(await makeCoupon(), text);
    expect(upload).toMatchObject({ rows: 4, good: 2, notData: 2 });
    expect(await importedFrom(text)).toEqual(text.match(/Q.6\w\d\w/g));
  });

  it('keeps a code next to the word for a total', async () => {
    expect(await importedFrom('Nr;Note;Voucher\n1;Total;QJ6A1X\n2;Sum;QK6B1Y\n')).toEqual(['QJ6A1X', 'QK6B1Y']);
  });

  it('asks where two columns fit, or none does, and where nothing names them', async () => {
    const couponId = await makeCoupon();
    const unclear = ['Code,Voucher\nAB12CD,EF34GH\n', 'Foo,Bar\nAB12CD,EF34GH\n', 'AB12CD,EF34GH\nIJ56KM,NP78QR\n'];
    for (const text of unclear) {
      expect((await headOf(couponId, text)).questions).toContain('column');
      expect((await headOf(couponId, text, { column: 2 })).questions).not.toContain('column');
    }
    expect(await importedFrom('Foo,Bar\nAB12CD,EF34GH\n', 2)).toEqual(['EF34GH']);
  });

  it('names the parameter that is missing, or that the file does not have', async () => {
    const couponId = await makeCoupon();
    const input = { couponId, fileName: 'a.csv', hasCheckCharacters: false, ...oneColumn };
    const { column: _, ...without } = input;
    await expect(receiveUpload(admin, { ...without, file: inPieces('AB12CD\n') } as never)).rejects.toMatchObject({
      fields: { column: ['must be the number of the column that holds the codes, from 1 to 1000'] },
    });
    const refused = (wrong: object) => receiveUpload(admin, { ...input, ...wrong, file: inPieces('AB12CD\n') });
    await expect(refused({ column: 3 })).rejects.toMatchObject({ fields: { column: ['is more than its 1 columns'] } });
    await expect(refused({ headerRow: 9 })).rejects.toMatchObject({
      fields: { headerRow: ['is more than its 1 rows'] },
    });
  });

  it('leaves out numbers that a spreadsheet has changed, and rows that a delimiter or a quote has moved', async () => {
    const text = 'note;code\na;1.23E+15\nb;4071234567890.0\nc;silver;SH1FT3D\nd;ST4Y5HR\ne;01-Mar\n';
    const upload = await uploaded(await makeCoupon(), text);
    expect(upload).toMatchObject({ rows: 5, good: 1, damaged: 3, misaligned: 1 });
    const open = ['note;code', '"x', 'y";FA6A1X', '"a;GA6A1X', 'b;GB6B1Y', 'c";GC6C1Z'].join('\n');
    await expect(uploaded(await makeCoupon(), open)).rejects.toMatchObject({
      fields: { file: [expect.stringMatching(/quote that is opened in line 4 and not closed in its row/)] },
    });
  });

  it('reads a workbook as it reads text: the sheet that is meant, by its columns', async () => {
    const couponId = await makeCoupon();
    const rows = [
      ['Nr', 'Voucher'],
      [1, 'WA6A1X'],
      [2, 4_071_234_567_890_123],
      [3, 'WB6B1Y'],
    ];
    const sheets = [
      { name: 'Notes', rows: [['For March']] },
      { name: 'Codes', rows },
    ];
    const bytes = await writeXlsx({ sheets });
    const head = await readUploadHead(admin, { couponId, isWhole: true, file: inPieces(bytes) });
    expect(head).toMatchObject({ format: 'xlsx', sheets: ['Notes', 'Codes'], sheet: 1 });
    expect(head.questions).toContain('sheet');
    const asked = await readUploadHead(admin, { couponId, isWhole: true, sheet: 2, file: inPieces(bytes) });
    expect(asked).toMatchObject({ sheet: 2, headerRow: 1, column: 2, questions: [] });
    const input = { couponId, fileName: 'a.xlsx', hasCheckCharacters: false, headerRow: 1, column: 2 };
    await expect(receiveUpload(admin, { ...input, file: inPieces(bytes) })).rejects.toMatchObject({
      fields: { sheet: ['must be the number of the sheet, from 1'] },
    });
    const { uploadId } = await receiveUpload(admin, { ...input, sheet: 2, file: inPieces(bytes) });
    await checkUpload(worker, { uploadId });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ rows: 3, good: 2, damaged: 1 });
    const part = readUploadHead(admin, { couponId, isWhole: false, file: inPieces(bytes) });
    await expect(part).rejects.toMatchObject({ fields: { file: [expect.stringContaining('send all of it')] } });
  });

  it('proposes what was chosen for the last file of the same shape, to the person who chose it', async () => {
    const couponId = await makeCoupon();
    const text = (code: string) => `Laufnummer,Gutschein\n1001,${code}\n`;
    const first = await headOf(couponId, text('RA6A1X'));
    expect(first).toMatchObject({ readAt: null, shape: expect.stringMatching(/^[\da-f]{64}$/) });
    expect(first.questions).toContain('column');
    const input = { couponId, fileName: 'a.csv', hasCheckCharacters: false, ...readAsProposed(text('RA6A1X')) };
    const chosen = { ...input, headerRow: 1, column: 2, shape: first.shape ?? '' };
    await receiveUpload(admin, { ...chosen, file: inPieces(text('RA6A1X')) });
    const second = await headOf(couponId, text('RB6B1Y'));
    expect(second).toMatchObject({ column: 2, headerRow: 1, questions: [], readAt: expect.any(Date) });
    expect(await headOf(couponId, text('RB6B1Y'), { column: 1 })).toMatchObject({ column: 1, readAt: null });
    const others = ['Laufnummer,Bon\n1001,RB6B1Y\n', 'Laufnummer;Gutschein\n1001;RB6B1Y\n', '1001,RB6B1Y\n'];
    for (const other of others) expect(await headOf(couponId, other)).toMatchObject({ readAt: null });
    const colleague = await makeUserContext(test.db, 'admin');
    const theirs = readUploadHead(colleague, { couponId, isWhole: true, file: inPieces(text('RB6B1Y')) });
    expect(await theirs).toMatchObject({ readAt: null });
  });

  it('says which row is too long, when the file is looked at and when it is taken in', async () => {
    const couponId = await makeCoupon();
    const long = 'A'.repeat(100_000);
    const words = (line: number) =>
      `has a row of more than 10000 characters (line ${line}): leave out columns that are not needed, or look for a quote that is not closed`;
    await expect(headOf(couponId, long, { isWhole: false })).rejects.toMatchObject({ fields: { file: [words(1)] } });
    await expect(uploaded(couponId, `code\n${long}`)).rejects.toMatchObject({ fields: { file: [words(2)] } });
  });

  it('is refused to support and to a key that only reads', async () => {
    const couponId = await makeCoupon();
    const reader = await makeKeyContext(test.db, ['coupons:read', 'codes:reveal']);
    for (const ctx of [support, reader]) {
      const refused = readUploadHead(ctx, { couponId, isWhole: true, file: inPieces('AB12CD') });
      await expect(refused).rejects.toBeInstanceOf(Forbidden);
    }
  });
});

describe('a file that is something else', () => {
  const zip = (name: string) => Buffer.from(`PK\x03\x04\x14\0\0\0\x08\0${'\0'.repeat(16)}${name}`, 'latin1');
  const container = Buffer.from('d0cf11e0a1b11ae100', 'hex');
  const withPassword = Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]);
  it.each([
    ['a damaged workbook', zip('[Content_Types].xmlxl/workbook.xml'), 'cannot be read, perhaps because it is damaged'],
    ['a damaged .ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'), 'cannot be read'],
    ['a zip', zip('codes.csv'), 'is a zip archive'],
    ['an old workbook', container, 'is an old Office file'],
    ['a workbook with a password', withPassword, 'is protected by a password'],
    ['a page', '\ufeff<!DOCTYPE html><html><table><tr><td>AB12CD', 'is a web page (HTML)'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'is a PDF'],
    ['a photo', Buffer.from('ffd8ffe000104a464946', 'hex'), 'is an image'],
    ['JSON', '[{"code": "AB12CD"}]', 'is JSON'],
    ['a program', Buffer.from('7f454c4602010100000000000000000003003e00', 'hex'), 'is not text'],
  ])('is named: %s', async (_, bytes, words) => {
    const couponId = await makeCoupon();
    const refusal = { fields: { file: [expect.stringContaining(words)] } };
    await expect(headOf(couponId, bytes)).rejects.toMatchObject(refusal);
    const input = { couponId, fileName: 'codes.csv', hasCheckCharacters: false, ...oneColumn, sheet: 1 };
    await expect(receiveUpload(admin, { ...input, file: inPieces(bytes) })).rejects.toMatchObject(refusal);
    const [left] = await test.sql`select count(*) from code_uploads where coupon_id = ${couponId}`;
    expect(left?.count).toBe('0');
  });
});
