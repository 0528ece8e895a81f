import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { asUnreadableFile, type CsvRow, csvOptions, plainCell } from '@/lib/core/csv';
import { Invalid } from '@/lib/core/errors';
import { tableFormat } from '@/lib/core/file-reading/foreign-format';
import { headBytes } from '@/lib/core/file-reading/reading';
import { sniffEncoding } from '@/lib/core/file-reading/sniff-encoding';
import { timeSlices } from '@/lib/core/time-slices';
import type { ImportKind, ValidatedRow } from './import-kind';
import { importedBytes, importedRowsLimit } from './schemas';

/** The rows of a file, each validated by itself. @throws Invalid (`file`) */
export async function readRows<Entry>(
  kind: ImportKind<Entry>,
  body: AsyncIterable<Uint8Array>,
): Promise<ValidatedRow<Entry>[]> {
  const text = textOf(await readAll(body));
  const rows: ValidatedRow<Entry>[] = [];
  const parser = parse({ ...csvOptions, delimiter: delimiterOf(text) });
  try {
    await pipeline(Readable.from([text]), parser, async (records: AsyncIterable<CsvRow>) => {
      const pause = timeSlices();
      let places: number[] | undefined;
      for await (const { record, info } of records) {
        const header = places ? null : headerOf(kind.columns, record);
        places ??= header ?? kind.columns.map((_, index) => index);
        if (header) continue;
        if (rows.length === importedRowsLimit) throw new Invalid({ file: [`has more than ${importedRowsLimit} rows`] });
        rows.push(readRow(kind, record, places, info.lines));
        if (rows.length % 32 === 0) await pause();
      }
    });
  } catch (error) {
    throw asUnreadableFile(error);
  }
  if (rows.length === 0) throw new Invalid({ file: ['holds no rows'] });
  return rows;
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > importedBytes) throw new Invalid({ file: [`is larger than ${importedBytes / 1024 / 1024} MiB`] });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** UTF-16 is known by its form. Other text that is not UTF-8 keeps a mark in place of what cannot be read. */
function textOf(file: Buffer): string {
  const head = file.subarray(0, headBytes);
  const isWhole = file.length <= headBytes;
  if (tableFormat(head, isWhole) !== 'text') {
    throw new Invalid({ file: ['is a workbook: open it, save it as “CSV UTF-8”, and send that file'] });
  }
  const { encoding } = sniffEncoding(head, isWhole);
  return new TextDecoder(encoding === 'windows-1252' ? 'utf-8' : encoding).decode(file);
}

/** What divides the first line. A name may hold a comma in a file of semicolons, so only one of them divides a file. */
function delimiterOf(text: string): string {
  const line = text.slice(0, csvOptions.max_record_size).split(/[\r\n]/, 1)[0] ?? '';
  const bare = line.replace(/"[^"]*"/g, '');
  const times = (mark: string) => bare.split(mark).length;
  return csvOptions.delimiter.reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}

/** The place of each column by the header, or null when the first row is none. */
function headerOf(columns: readonly string[], record: string[]): number[] | null {
  const names = record.map((cell) => cell.toLowerCase());
  if (!names.includes('name')) return null;
  const places = columns.map((column) => names.indexOf(column));
  const missing = columns.filter((_, index) => places[index] === -1);
  if (missing.length > 0) throw new Invalid({ file: [`has no column ${missing.map((one) => `"${one}"`).join(', ')}`] });
  return [...places, record.length];
}

function readRow<Entry>(
  kind: ImportKind<Entry>,
  record: string[],
  places: number[],
  line: number,
): ValidatedRow<Entry> {
  const cells = kind.columns.map((_, index) => plainCell(record[places[index] ?? -1]));
  const width = places[kind.columns.length] ?? kind.columns.length;
  const read = readCells();
  return 'problem' in read
    ? { line, cells, entry: null, result: 'malformed', problem: read.problem }
    : { line, cells, entry: read.entry, result: 'new', problem: null };

  function readCells() {
    if (record.slice(width).some((cell) => cell !== '')) {
      return { problem: 'has more cells than there are columns: put quotes around what holds a comma' };
    }
    if (cells.some((cell) => cell.includes('\uFFFD'))) {
      return { problem: 'holds a character that cannot be read: save the file as UTF-8' };
    }
    return kind.read(cells);
  }
}
