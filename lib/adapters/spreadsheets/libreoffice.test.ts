import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { type Cell, type FileFormat, fileFormats, instantCells } from '@/lib/core/table-file';
import { readWorkbook } from './read-workbook';
import { tableBytes } from './table-bytes';
import { workbookFormats } from './worker-messages';

const hasLibreOffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0;

/** What is not to be taken for a number, a day or a formula in a .csv has a mark or a tab in front. */
const withoutMark = (cell: string) => cell.replace(/^(?:'(?=[=@'])|\t)/, '');

const rows: Cell[][] = [
  ['code', 'name', 'amount', 'created_at', 'created_at_local', 'note'],
  ['0012345678901234567', 'कुपन: दशैं', 250.5, ...instantCells('2026-11-03T06:15:00.5Z', 'Asia/Kathmandu'), '=1+1'],
  ['1E5', 'Olá, "João"; \\', -12, ...instantCells(null, 'UTC'), '_x0041_'],
  ['••••-7K3Q', 'two\nlines', 0, '', '', '@SUM(A1)'],
  ['TRUE', '😀', 1_000_000, '', '', "'quoted"],
  ['0012', 'DEC24', 0.5, '', '', '10-11'],
  ['1234567890123456', '12E45', 1, '', '', '2026-11'],
];

const asText = rows.map((cells) => cells.map((cell) => String(cell ?? '')));

async function written(as: FileFormat, folder: string): Promise<string> {
  async function* all() {
    yield rows;
  }
  const parts: Uint8Array[] = [];
  for await (const some of tableBytes({ name: 'table', rows: all() }, as)) parts.push(some);
  const file = path.join(folder, `table.${as}`);
  await writeFile(file, Buffer.concat(parts));
  return file;
}

const inFolder = async (use: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'coupon-desk-soffice-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

it.skipIf(!hasLibreOffice)(
  'opens in LibreOffice with the same cells, as CSV and as .xlsx',
  { timeout: 120_000 },
  async () => {
    await inFolder(async (folder) => {
      for (const as of fileFormats) {
        const text = await savedByLibreOffice(folder, await written(as, folder));
        const read = parse(text, { relax_column_count: true }) as string[][];
        expect(read.map((cells) => cells.map(withoutMark))).toEqual(asText);
      }
    });
  },
);

it.skipIf(!hasLibreOffice)(
  'is read again as it was once LibreOffice has saved it as .ods or .xlsx',
  { timeout: 120_000 },
  async () => {
    await inFolder(async (folder) => {
      const file = await written('xlsx', folder);
      for (const format of workbookFormats) {
        const out = path.join(folder, `as-${format}`);
        await libreOffice(folder, ['--convert-to', format, '--outdir', out, file]);
        const bytes = await readFile(path.join(out, `table.${format}`));
        const read: string[][] = [];
        const task = { bytes, format, sheet: null, limit: null, withSheets: true };
        for await (const { cells } of readWorkbook(task)) read.push(cells);
        const width = asText[0]?.length ?? 0;
        expect(read.map((cells) => Array.from({ length: width }, (_, at) => cells[at] ?? ''))).toEqual(asText);
      }
    });
  },
);

const libreOffice = (folder: string, args: string[]) =>
  promisify(execFile)('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, ...args]);

/** Opens a file as a double click does and saves it as CSV in UTF-8, cells as they are rather than as they are shown. */
async function savedByLibreOffice(folder: string, file: string): Promise<string> {
  const out = path.join(folder, 'saved');
  const saveAs = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false';
  await libreOffice(folder, [
    ...(file.endsWith('.csv') ? ['--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true'] : []),
    ...['--convert-to', saveAs, '--outdir', out, file],
  ]);
  return readFile(path.join(out, 'table.csv'), 'utf8');
}
