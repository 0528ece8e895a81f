import type { Context } from 'hono';
import { Invalid } from '@/lib/core/errors';
import { type FileFormat, fileFormats, type TableFile, withColumns } from '@/lib/core/table-file';
import { fileBytes, sentFormat } from '@/lib/domain/exports/file-bytes';
import { keepExport } from '@/lib/domain/exports/keep-export';
import type { DeskEnv } from '../http/environment';
import { answerFile } from './answer-file';

/**
 * A table as CSV, or as .xlsx where the address says `as=xlsx`, one that is printed as a PDF, with all of its columns or those of `columns=code,status`. It
 * is made while it is sent: rows are read only as they are taken. One of too many rows to wait for is left to a job: the
 * answer is 202 with the id of its file, for `/api/desk/exports`.
 */
export async function answerTable(c: Context<DeskEnv>, make: () => Promise<TableFile>): Promise<Response> {
  const as = c.req.query('as') ?? 'csv';
  if (!isFormat(as)) throw new Invalid({ as: [`must be one of ${fileFormats.join(', ')}`] });
  const made = await make();
  const columns = made.sheet ? null : (c.req.query('columns')?.split(',') ?? null);
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
