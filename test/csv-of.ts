import { toCsv } from '@/lib/core/csv';
import type { TableFile } from '@/lib/core/table-file';

/** The text of an export as CSV. */
export async function csvOf({ rows }: Pick<TableFile, 'rows'>): Promise<string> {
  let text = '';
  for await (const part of rows) text += toCsv(part);
  return text;
}

/** Its lines, the header first. */
export const csvLinesOf = async (file: Pick<TableFile, 'rows'>): Promise<string[]> =>
  (await csvOf(file)).trim().split('\r\n');
