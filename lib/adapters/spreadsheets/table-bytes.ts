import { byteOrderMark, toCsv } from '@/lib/core/csv';
import type { FileFormat, TableFile } from '@/lib/core/table-file';
import { writeWorkbook } from './write-workbook';

/** A table as the bytes of a file, made while they are taken. */
export const tableBytes = (table: TableFile, as: FileFormat): AsyncGenerator<Uint8Array> =>
  as === 'xlsx' ? workbookBytes(table) : csvBytes(table);

async function* workbookBytes(table: TableFile): AsyncGenerator<Uint8Array> {
  yield* writeWorkbook(table);
}

/** With the mark by which Excel knows UTF-8. */
async function* csvBytes({ rows }: TableFile): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(byteOrderMark);
  for await (const some of rows) yield encoder.encode(toCsv(some));
}
