import type { Context } from 'hono';
import type { SentFormat } from '@/lib/core/table-file';
import type { DeskEnv } from '../http/environment';
import { logFault } from '../http/problem';

const types: Record<SentFormat, string> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

type File = { name: string; format: SentFormat; bytes: AsyncGenerator<Uint8Array>; onCancel?: () => Promise<unknown> };

/**
 * Bytes as a download, taken as they are sent. A fault on the way breaks it off, so that half a file is not taken for a whole
 * one.
 */
export function answerFile(c: Context<DeskEnv>, { name, format, bytes, onCancel }: File): Response {
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
        await bytes.return(undefined);
        await onCancel?.();
      },
    },
    { highWaterMark: 1 },
  );
  return c.body(body, 200, {
    'content-type': types[format],
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.${format}"`,
  });
}
