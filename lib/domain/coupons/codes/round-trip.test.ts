import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tableBytes } from '@/lib/adapters/spreadsheets/table-bytes';
import { fileFormats } from '@/lib/core/table-file';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { checkUpload } from './check-upload';
import { getUpload } from './code-upload';
import { exportCodes } from './export-codes';
import { issueListedCodes } from './issue-listed-codes';
import { readUploadHead } from './read-upload-head';
import { receiveUpload } from './receive-upload';
import { inPieces, provideIssuing } from './testing';

const { admin, worker, makeCoupon } = provideIssuing();

/** Codes as people issue them: digits with zeros in front, what a spreadsheet takes for a formula or a number, other scripts. */
const part = fc.constantFrom('0', '00', '7', '1E5', 'ABC', 'xyz', 'OIL', '-', ' ', '_', '.', '٣', '९', 'É', 'ＡＢ');
const code = fc
  .tuple(fc.constantFrom('', '-', "'"), fc.array(part, { minLength: 4, maxLength: 10 }))
  .map(([first, parts]) => first + parts.join('').trim());

/** What Excel and LibreOffice change in a .csv that says nothing of it. */
const takenForNumbers = ['0012', '000123456789', '1234567890123456', '12E45', '10-11', 'DEC24', '2026-11', 'SET 2026'];

// Hundreds of codes, issued one by one: a busy machine takes a minute for them.
it('loses no code that is exported and read again, in any format', { timeout: 120_000 }, async () => {
  const couponId = await makeCoupon();
  const tried = [...takenForNumbers, ...fc.sample(code, { numRuns: 300, seed: 14 })];
  const list = [...new Map(tried.map((one) => [normalizeCode(one), one])).values()].filter((one) =>
    /^[0-9A-Z_.]{4,64}$/.test(normalizeCode(one)),
  );
  const issued: string[] = [];
  for (const one of list) {
    await issueListedCodes(admin, { couponId, list: [one] }).then(
      () => issued.push(one),
      () => {},
    );
  }
  expect(issued.length).toBeGreaterThan(100);
  expect(issued).toEqual(expect.arrayContaining(takenForNumbers));
  for (const as of fileFormats) {
    const parts: Uint8Array[] = [];
    const table = await exportCodes(admin, { couponId, filter: {}, clear: { reason: 'to compare' } });
    for await (const some of tableBytes(table, as)) parts.push(some);
    const file = Buffer.concat(parts);
    const head = await readUploadHead(admin, { couponId, isWhole: true, file: inPieces(file) });
    expect([head.questions, head.column]).toEqual([[], 1]);
    const { encoding, delimiter, sheet, headerRow } = head;
    const reading = { encoding, delimiter, sheet, headerRow, column: 1 };
    const of = { couponId, fileName: `codes.${as}`, hasCheckCharacters: false, ...reading };
    const { uploadId } = await receiveUpload(admin, { ...of, file: inPieces(file) });
    await checkUpload(worker, { uploadId });
    // Each is found again as the code that it is: what was changed on the way would be new, or no code.
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({
      ...{ rows: issued.length, existing: issued.length, good: 0, malformed: 0, damaged: 0, notData: 0, duplicate: 0 },
    });
  }
});
