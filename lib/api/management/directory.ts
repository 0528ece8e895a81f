import { z } from '@hono/zod-openapi';
import type { KeysetPage } from '@/lib/core/keyset';
import { directoryStates, type ListEntriesInput, listEntriesInput } from '@/lib/domain/coupons/imports/schemas';
import type { Context } from '@/lib/platform/context/context';
import { addCall, type ManagementRouter, pathId, readBody, readQuery } from './call';
import { answerPage, pagingQuery } from './paging';
import { answer, idParam, jsonBody, paginationSchema, refusedBody } from './shapes';

type EntryInput = { id: number };

/** What the platform keeps in step: one description for user groups and TVOD prices. */
export type DirectoryCalls<Row, Fields> = {
  tag: string;
  plural: 'user_groups' | 'tvod_prices';
  singular: 'user_group' | 'tvod_price';
  /** As in "Get a user group". */
  noun: string;
  schema: z.ZodType;
  bodySchema: z.ZodObject;
  example: { id: string; name: string };
  newExample: Record<string, unknown>;
  changeExample: Record<string, unknown>;
  shape: (row: Row) => Record<string, unknown>;
  readFields: (body: Record<string, unknown>) => Partial<Fields>;
  list: (ctx: Context, input: ListEntriesInput) => Promise<KeysetPage<Row>>;
  get: (ctx: Context, input: EntryInput) => Promise<Row>;
  create: (ctx: Context, input: Fields) => Promise<Row>;
  update: (ctx: Context, input: EntryInput & Partial<Fields>) => Promise<Row>;
  archive: (ctx: Context, input: EntryInput) => Promise<Row>;
  restore: (ctx: Context, input: EntryInput) => Promise<Row>;
};

const { name, state } = listEntriesInput.shape;
const listQuery = z.object({ name, state, ...pagingQuery });
const documentedQuery = z.object({
  name: z.string().optional().openapi({ description: 'Part of the name.' }),
  state: z.enum(directoryStates).optional().openapi({ description: 'Active ones unless told otherwise.' }),
  ...pagingQuery,
});

export function addDirectoryCalls<Row, Fields>(router: ManagementRouter, kind: DirectoryCalls<Row, Fields>): void {
  const { tag, plural, singular, noun, schema, example, shape } = kind;
  const about = { tag, subject: singular };
  const read = 'coupons.read' as const;
  const write = 'coupons.write' as const;
  const params = z.object({ id: idParam(example.id) });
  const refused = refusedBody(singular, { name: ['has already been taken'] });
  const written = answer(z.object({ status: z.literal(true), [singular]: schema }), {
    status: true,
    [singular]: example,
  });
  const answerWritten = (row: Row) => ({ status: true, [singular]: shape(row) });

  addCall(
    router,
    {
      ...about,
      method: 'get',
      path: `/${plural}.json`,
      summary: `List the ${tag}`,
      description: 'By name.',
      permission: read,
      request: { query: documentedQuery },
      responses: answer(z.object({ [plural]: z.array(schema), [`${plural}_pagination`]: paginationSchema }), {
        [plural]: [example],
        [`${plural}_pagination`]: { current: 1, last: true, next: null },
      }),
    },
    async (c) => {
      const { page, per_page, after, ...filters } = readQuery(c, listQuery);
      return answerPage(c, {
        plural,
        paging: { page, per_page, after },
        list: (request) => kind.list(c.var.ctx, { ...filters, ...request }),
        shape: (rows) => rows.map(shape),
      });
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'post',
      path: `/${plural}.json`,
      summary: `Create a ${noun}`,
      permission: write,
      request: jsonBody(z.object({ [singular]: kind.bodySchema }), { [singular]: kind.newExample }),
      responses: { ...written, ...refused },
    },
    async (c) => {
      const input = kind.readFields(await readBody(c, singular)) as Fields;
      return c.json(answerWritten(await kind.create(c.var.ctx, input)));
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'get',
      path: `/${plural}/{id}.json`,
      summary: `Get a ${noun}`,
      description: 'Also an archived one: coupons may still be limited to it.',
      permission: read,
      request: { params },
      responses: answer(z.object({ [singular]: schema }), { [singular]: example }),
    },
    async (c) => c.json({ [singular]: shape(await kind.get(c.var.ctx, { id: pathId(c, 'id') })) }),
  );

  addCall(
    router,
    {
      ...about,
      method: 'put',
      path: `/${plural}/{id}.json`,
      summary: `Change a ${noun}`,
      description: 'Only the keys sent change. An archived one is restored first (409).',
      permission: write,
      request: {
        params,
        ...jsonBody(z.object({ [singular]: kind.bodySchema.partial() }), { [singular]: kind.changeExample }),
      },
      responses: { ...written, ...refused },
    },
    async (c) => {
      const input = { ...kind.readFields(await readBody(c, singular)), id: pathId(c, 'id') };
      return c.json(answerWritten(await kind.update(c.var.ctx, input)));
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'delete',
      path: `/${plural}/{id}.json`,
      summary: `Archive a ${noun}`,
      description:
        'It leaves the lists, no further coupon can be limited to it, and its name is free. Coupons that are limited to it stay so. Doing it twice is no error.',
      permission: write,
      request: { params },
      responses: answer(z.object({ status: z.literal(true) }), { status: true }),
    },
    async (c) => {
      await kind.archive(c.var.ctx, { id: pathId(c, 'id') });
      return c.json({ status: true });
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'post',
      path: `/${plural}/{id}/restore.json`,
      summary: `Undo the archiving of a ${noun}`,
      description: 'Restoring one that is not archived changes nothing and answers the same.',
      permission: write,
      request: { params },
      responses: { ...written, ...refused },
    },
    async (c) => c.json(answerWritten(await kind.restore(c.var.ctx, { id: pathId(c, 'id') }))),
  );
}
