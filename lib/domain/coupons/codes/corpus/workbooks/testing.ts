import type { CellValue } from 'hucre';
import { type Sheet, writeAs } from '@/lib/domain/coupons/files/testing';
import { type CorpusFile, type Damage, type HeaderKind, makeTable } from '../testing';

/** What a spreadsheet does to codes of its own accord, each in a row of its own. */
const changed = {
  'sixteen digits': [4_071_234_567_890_123, 1.23e20],
  day: [new Date('2026-03-01'), new Date('2026-03-01T12:30:00Z')],
  'error and truth': ['#REF!', '#N/A', true],
} satisfies Record<string, CellValue[]>;

const tables: { header: HeaderKind; damage: Damage; cells?: keyof typeof changed }[] = [
  { header: 'english', damage: 'none', cells: 'sixteen digits' },
  { header: 'titled', damage: 'none', cells: 'day' },
  { header: 'two that fit', damage: 'none', cells: 'error and truth' },
  { header: 'english', damage: 'lost zeros' },
  { header: 'titled', damage: 'total' },
  { header: 'two that fit', damage: 'extra cell' },
  { header: 'nepali', damage: 'page foot' },
];

/** Tables in .xlsx and .ods, as a library writes them: the codes as text, what is damaged as the cell that it has become. */
export async function workbooks(): Promise<CorpusFile[]> {
  const files: CorpusFile[] = [];
  for (const format of ['xlsx', 'ods'] as const) {
    for (const { header, damage, cells } of tables) {
      const table = makeTable(header, damage, false);
      const added: CellValue[] = cells ? changed[cells] : [];
      const isNumber = (cell: string) => damage === 'lost zeros' && /^\d+$/.test(cell);
      const rows: CellValue[][] = table.rows.map((row) => row.map((cell) => (isNumber(cell) ? Number(cell) : cell)));
      if (table.raw) rows.splice(table.raw.at, 0, table.raw.cells);
      rows.splice(table.rows.length - 2, 0, ...added.map((value): CellValue[] => ['SER7', 'x', value]));
      // Of a workbook with several sheets a person has to say which is meant.
      const isSecond = damage === 'total';
      const notes: Sheet = { name: 'Read me', rows: [['Written in March'], ['By the printer']] };
      files.push({
        name: [format, `header ${header}`, `damage ${damage}`, cells ?? '', isSecond ? 'second sheet' : ''].join(' / '),
        bytes: await writeAs[format]([...(isSecond ? [notes] : []), { name: 'Vouchers', rows }]),
        ...{ header, damage },
        truth: { sheet: isSecond ? 2 : 1, headerRow: table.headerRow, column: 3 },
        codes: table.codes,
        leftOut: table.leftOut + added.length,
        isKept: true,
      });
    }
  }
  return files;
}
