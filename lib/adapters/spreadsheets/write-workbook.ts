import { writeXlsxStream } from 'hucre/xlsx';
import type { TableFile } from '@/lib/core/table-file';

/** What a cell of a workbook can hold. */
const longest = 32_767;

/** How a workbook writes a character by its number: text that looks like it has its first character written so. */
const likeEscape = /_x[\da-f]{4}_/gi;

/**
 * A table as .xlsx, made while it is read: the memory does not grow with its rows. Text is text, also where it looks like a
 * number or a formula, so that no code and no phone number is changed by opening it.
 */
export function writeWorkbook({ name, rows }: TableFile): ReadableStream<Uint8Array> {
  const sheet = name.replace(/[^\p{L}\p{M}\p{N}_-]/gu, '_').slice(0, 31);
  return writeXlsxStream(eachRow(rows), { name: sheet, freezePane: { rows: 1 } });
}

async function* eachRow(rows: TableFile['rows']): AsyncGenerator<(string | number | boolean | null)[]> {
  for await (const some of rows) {
    for (const row of some) {
      yield row.map((cell) => {
        if (cell === undefined || cell === null || cell === '') return null;
        if (cell instanceof Date) return cell.toISOString();
        return typeof cell === 'string' ? cell.slice(0, longest).replace(likeEscape, '_x005F$&') : cell;
      });
    }
  }
}
