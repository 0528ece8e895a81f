import type { Context } from 'hono';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { byteOrderMark, toCsv } from '@/lib/core/csv';
import { Invalid } from '@/lib/core/errors';
import { type FileFormat, fileFormats, type TableFile } from '@/lib/core/table-file';
import type { DeskEnv } from '../http/environment';
import { logFault } from '../http/problem';

const types: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * A table as CSV, or as .xlsx where the address says `as=xlsx`. It is made while it is sent: rows are read only as they are
 * taken. A fault on the way breaks the download off, so that half a file is not taken for a whole one.
 */
export async function answerTable(c: Context<DeskEnv>, make: () => Promise<TableFile>): Promise<Response> {
  const as = c.req.query('as') ?? 'csv';
  if (!isFormat(as)) throw new Invalid({ as: [`must be one of ${fileFormats.join(', ')}`] });
  const table = await make();
  const bytes = as === 'xlsx' ? writeWorkbook(table)[Symbol.asyncIterator]() : csvBytes(table);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await bytes.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          logFault(error, c.var.requestId);
          controller.error(error);
        }
      },
      async cancel() {
        await bytes.return?.(undefined);
        await table.rows.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return c.body(body, 200, {
    'content-type': types[as],
    'content-disposition': `attachment; filename="${table.name.replace(/[^\w.-]/g, '_')}.${as}"`,
  });
}

const isFormat = (as: string): as is FileFormat => fileFormats.some((one) => one === as);

/** With the mark by which Excel knows UTF-8. */
async function* csvBytes({ rows }: TableFile): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(byteOrderMark);
  for await (const some of rows) yield encoder.encode(toCsv(some));
}
