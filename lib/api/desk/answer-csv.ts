import type { Context } from 'hono';
import type { CsvFile } from '@/lib/core/csv';
import type { DeskEnv } from '../http/environment';
import { logFault } from '../http/problem';

/**
 * A file that is made while it is sent: rows are read only as they are taken. A fault on the way breaks the download off,
 * so that half a file is not taken for a whole one.
 */
export function answerCsv(c: Context<DeskEnv>, { name, rows }: CsvFile): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await rows.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          logFault(error, c.var.requestId);
          controller.error(error);
        }
      },
      async cancel() {
        await rows.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
  });
}
