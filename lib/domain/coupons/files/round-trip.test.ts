import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWorkbook } from '@/lib/adapters/spreadsheets/read-workbook';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { byteOrderMark, toCsv } from '@/lib/core/csv';
import type { Cell, TableFile } from '@/lib/core/table-file';
import { readRecords } from './read-records';

const pieces = [
  '=',
  '+',
  '-',
  '@',
  "'",
  '＝',
  '"',
  ',',
  ';',
  '\n',
  '\t',
  ' ',
  '0',
  '12',
  'é',
  'कोड',
  '😀',
  '_x0041_',
  '<b>',
  '&',
  '|',
];
/** As a cell is kept: without outer white space. */
const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('').trim());
const row = fc.tuple(fc.integer({ min: 0 }).map(String), text, text);

async function* tableOf(rows: Cell[][]): TableFile['rows'] {
  yield rows;
}

async function readBack(bytes: Uint8Array): Promise<string[][]> {
  const found: string[][] = [];
  const file = new Blob([bytes as BlobPart]).stream();
  await readRecords({ encoding: 'utf-8', delimiter: 'comma', sheet: 1 }, file, async (records) => {
    for await (const { cells } of records) found.push(Array.from({ length: 3 }, (_, at) => cells[at] ?? ''));
  });
  return found;
}

it('loses nothing of a table that is exported as CSV and read again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
      expect(await readBack(Buffer.from(byteOrderMark + toCsv(rows)))).toEqual(rows);
    }),
  );
});

it('loses nothing of a table that is exported as .xlsx and read again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 200, maxLength: 500 }), async (rows) => {
      const workbook = writeWorkbook({ name: 'credit-[A/B]: a name that no sheet can have', rows: tableOf(rows) });
      const parts: Uint8Array[] = [];
      for await (const part of workbook) parts.push(part);
      expect(await readBack(Buffer.concat(parts))).toEqual(rows);
    }),
    { numRuns: 3 },
  );
});

it('names a sheet in any script, with its vowel signs', async () => {
  const workbook = writeWorkbook({ name: 'कुपनहरू [2083/84]', rows: tableOf([['code']]) });
  const parts: Uint8Array[] = [];
  for await (const part of workbook) parts.push(part);
  const named: string[] = [];
  const task = { bytes: Buffer.concat(parts), format: 'xlsx', sheet: 1, limit: 1, withSheets: true } as const;
  for await (const _ of readWorkbook(task, ({ sheets }) => named.push(...sheets)));
  expect(named).toEqual(['कुपनहरू__2083_84_']);
});
