import { z } from '@hono/zod-openapi';
import type { KeysetPage } from '@/lib/core/keyset';
import { logFault } from '../http/problem';
import type { ManagementContext } from './call';

const whole = (message: string, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value <= maximum, message);

/** `page` from 1; 0, `null` or absent: no pagination, unless `after` says where to continue. */
export const pagingQuery = {
  page: z
    .literal('null', 'must be an integer from 0')
    .transform(() => 0)
    .or(whole('must be an integer from 0', 2_147_483_647))
    .optional()
    .openapi({ type: 'integer', description: 'Starts on 1; 0, `null`, empty or absent: no pagination.', example: 1 }),
  per_page: whole('must be an integer from 1 to 1000', 1000)
    .refine((value) => value >= 1, 'must be an integer from 1 to 1000')
    .optional()
    .openapi({ type: 'integer', description: '1 to 1000, 50 by default.', example: 50 }),
  after: z
    .string()
    .max(1000, 'is not a cursor of this list')
    .optional()
    .openapi({ description: '`next` of the page before: costs the same on every page.' }),
};

type Paging = { page?: number | undefined; per_page?: number | undefined; after?: string | undefined };

export type PageOf<Row> = {
  plural: string;
  paging: Paging;
  list: (request: { after?: string | undefined; page: number; perPage: number }) => Promise<KeysetPage<Row>>;
  shape: (rows: Row[]) => Promise<unknown[]> | unknown[];
  /** What else is in the answer, before the list. */
  extra?: Record<string, unknown>;
};

/** The pagination of an answer that is all there is. */
export const onlyPage = { current: 1, last: true, next: null };

/** A page, or everything as a stream: the rows are read a thousand at a time, as quickly as the caller takes them. */
export async function answerPage<Row>(
  c: ManagementContext,
  { plural, paging, list, shape, extra = {} }: PageOf<Row>,
): Promise<Response> {
  const isPaged = Boolean(paging.page) || paging.after !== undefined;
  const request = { after: paging.after, page: paging.page || 1, perPage: isPaged ? (paging.per_page ?? 50) : 1000 };
  const first = await list(request);
  const shaped = await shape(first.rows);
  if (isPaged || first.next === null) {
    const { page, next } = first;
    return c.json({
      ...extra,
      [plural]: shaped,
      [`${plural}_pagination`]: { current: page, last: next === null, next },
    });
  }
  async function* chunks(): AsyncGenerator<string> {
    const head = Object.entries(extra).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`);
    yield `{${head.join('')}${JSON.stringify(plural)}:[${shaped.map((row) => JSON.stringify(row)).join(',')}`;
    for (let next = first.next; next !== null; ) {
      const page = await list({ ...request, after: next });
      if (page.rows.length > 0) yield `,${(await shape(page.rows)).map((row) => JSON.stringify(row)).join(',')}`;
      next = page.next;
    }
    yield `],${JSON.stringify(`${plural}_pagination`)}:{"current":1,"last":true,"next":null}}`;
  }
  c.set('isStreamed', true);
  return c.body(streamOf(chunks(), c.var.requestId), 200, { 'content-type': 'application/json' });
}

/** Reads on only when what was read is taken; a fault on the way breaks the connection off instead of ending well. */
function streamOf(chunks: AsyncGenerator<string>, requestId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        logFault(error, requestId);
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
