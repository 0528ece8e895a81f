import type { Context } from 'hono';
import type { FileBody } from '@/lib/core/file-body';

/** The body of a request as a file; of one without a body an empty file. */
export function fileOf(c: Context): FileBody {
  return c.req.raw.body ?? new Blob([]).stream();
}
