import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { type Cell, fileFormats, instantCells } from '@/lib/core/table-file';
import { tableBytes } from './table-bytes';

const hasLibreOffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0;

/** Of .csv a program takes the formula out of a text only where all columns are read as text; ours begin with `'`. */
const rows: Cell[][] = [
  ['code', 'name', 'amount', 'created_at', 'created_at_local', 'note'],
  ['0012345678901234567', 'कुपन: दशैं', 250.5, ...instantCells('2026-11-03T06:15:00.5Z', 'Asia/Kathmandu'), '=1+1'],
  ['1E5', 'Olá, "João"; \\', -12, ...instantCells(null, 'UTC'), '_x0041_'],
  ['••••-7K3Q', 'two\nlines', 0, '', '', '@SUM(A1)'],
  ['TRUE', '😀', 1_000_000, '', '', "'quoted"],
];

it.skipIf(!hasLibreOffice)(
  'opens in LibreOffice with the same cells, as CSV and as .xlsx',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'coupon-desk-soffice-'));
    try {
      for (const as of fileFormats) {
        async function* all() {
          yield rows;
        }
        const parts: Uint8Array[] = [];
        for await (const some of tableBytes({ name: 'table', rows: all() }, as)) parts.push(some);
        const file = path.join(folder, `table.${as}`);
        await writeFile(file, Buffer.concat(parts));
        const text = await savedByLibreOffice(folder, file, as === 'csv');
        const read = parse(text, { relax_column_count: true }) as string[][];
        expect(read.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=@'])/, '')))).toEqual(
          rows.map((cells) => cells.map((cell) => String(cell ?? ''))),
        );
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** Opens a file and saves it as CSV in UTF-8, cells as they are rather than as they are shown; a .csv with its columns as text. */
async function savedByLibreOffice(folder: string, file: string, isCsv: boolean): Promise<string> {
  const out = path.join(folder, 'saved');
  const columns = rows[0]?.map((_, at) => `${at + 1}/2`).join('/');
  await promisify(execFile)('soffice', [
    ...['--headless', `-env:UserInstallation=file://${folder}/profile`],
    ...(isCsv ? [`--infilter=Text - txt - csv (StarCalc):44,34,76,1,${columns}`] : []),
    ...['--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false', '--outdir', out, file],
  ]);
  return readFile(path.join(out, 'table.csv'), 'utf8');
}
