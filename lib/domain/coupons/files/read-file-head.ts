import { type OpenedWorkbook, readWhole, readWorkbook } from '@/lib/adapters/spreadsheets/read-workbook';
import type { SheetRow } from '@/lib/adapters/spreadsheets/worker-messages';
import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { peek } from '@/lib/core/file-reading/decode-text';
import { tableFormat } from '@/lib/core/file-reading/foreign-format';
import { type Chosen, type FileHead, readRows, readTable, readTextHead } from '@/lib/core/file-reading/read-head';
import { headBytes, type WantedColumn } from '@/lib/core/file-reading/reading';

/**
 * As what a file is read, what only a person can decide of it, and its first rows: of text by its first 64 KiB, of a workbook
 * by the whole of it (`isWhole`).
 * @throws Invalid (`file`, `sheet`)
 */
export async function readFileHead(
  file: FileBody,
  isWhole: boolean,
  chosen: Chosen,
  wanted: WantedColumn,
): Promise<FileHead> {
  const { head, isWhole: hasAll, file: whole } = await peek(file, headBytes);
  const format = tableFormat(head, isWhole && hasAll);
  if (format === 'text') return readTextHead(head, isWhole && hasAll, chosen, wanted);
  if (!isWhole) throw new Invalid({ file: ['is a workbook, which is read as a whole: send all of it'] });
  const bytes = await readWhole(whole);
  let opened: OpenedWorkbook = { sheets: [], filled: [], sheet: 1 };
  const rows: SheetRow[] = [];
  const task = { bytes, format, sheet: chosen.sheet ?? null, limit: readRows, withSheets: true };
  for await (const row of readWorkbook(task, (workbook) => (opened = workbook))) rows.push(row);
  const { questions, ...table } = readTable(rows, chosen, wanted);
  // Only one with rows can be meant; of several, only a person knows.
  const isSure = chosen.sheet !== undefined || opened.filled.length < 2;
  return {
    ...{ format, hasMark: false, sheets: opened.sheets, sheet: opened.sheet },
    ...table,
    questions: isSure ? questions : ['sheet', ...questions],
  };
}
