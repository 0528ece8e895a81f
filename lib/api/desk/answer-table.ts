import type { Context } from 'hono';
import { Invalid } from '@/lib/core/errors';
import { assertColumns, type FileFormat, fileFormats, type TableFile, withColumns } from '@/lib/core/table-file';
import { fileBytes, sentFormat } from '@/lib/domain/exports/file-bytes';
import { keepExport } from '@/lib/domain/exports/keep-export';
import type { DeskEnv } from '../http/environment';
import { answerFile } from './answer-file';

type Ctx = DeskEnv['Variables']['ctx'];
type Make<I> = ((ctx: Ctx, input: I) => Promise<TableFile>) & { columns?: (ctx: Ctx, input: I) => string[] };

/**
 * A table as CSV, or as .xlsx where the address says `as=xlsx`, one that is printed as a PDF, with all of its columns or those of `columns=code,status`. It
 * is made while it is sent: rows are read only as they are taken. One of too many rows to wait for is left to a job: the
 * answer is 202 with the id of its file, for `/api/desk/exports`. What is wrong with the address is refused before the export
 * is recorded, or counted against what one person can export.
 */
export async function answerTable<I>(c: Context<DeskEnv>, make: Make<I>, input: I): Promise<Response> {
  const as = c.req.query('as') ?? 'csv';
  if (!isFormat(as)) throw new Invalid({ as: [`must be one of ${fileFormats.join(', ')}`] });
  const wanted = c.req.query('columns')?.split(',') ?? null;
  if (wanted && make.columns) assertColumns(make.columns(c.var.ctx, input), wanted);
  const made = await make(c.var.ctx, input);
  const columns = made.sheet ? null : wanted;
  const table = columns ? await withColumns(made, columns) : made;
  const format = sentFormat(table, as);
  const kept = await keepExport(c.var.ctx, table, { as: format, columns });
  if (kept) {
    await table.rows.return(undefined);
    return c.json(kept, 202);
  }
  return answerFile(c, {
    name: table.name,
    format,
    bytes: fileBytes(table, as),
    onCancel: () => table.rows.return(undefined),
  });
}

const isFormat = (as: string): as is FileFormat => fileFormats.some((one) => one === as);
