import { z } from '@hono/zod-openapi';
import { type Directory, directories, directoryKinds, pluralOf } from '@/lib/core/entities/directory';
import type { Fields } from '@/lib/core/entities/field';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import type { EntryOperations, NewEntry } from '@/lib/domain/coupons/directory-entries/entry-operations';
import type { Entry } from '@/lib/domain/coupons/directory-entries/entry-table';
import { directoryStates } from '@/lib/domain/coupons/directory-entries/filters';
import { listEntriesInput } from '@/lib/domain/coupons/directory-entries/schemas';
import { answerOne, unchanged } from '../http/answer-one';
import { addCall, type ManagementRouter, pathId, readBody, readQuery } from './call';
import { componentName, serializerOf } from './directory-serializer';
import { readFields } from './fields';
import { answerPage, pagingQuery } from './paging';
import { answer, idParam, jsonBody, paginationSchema, refusedBody } from './shapes';

const { name: nameInput, state } = listEntriesInput.shape;
const listQuery = z.object({ name: nameInput, state, ...pagingQuery });
const documentedQuery = z.object({
  name: z.string().optional().openapi({ description: 'Part of the name.' }),
  state: z.enum(directoryStates).optional().openapi({ description: 'Active ones by default.' }),
  ...pagingQuery,
});

const archived = 'It leaves the lists, and its name is free.';
const archivedWhenLinked =
  'It leaves the lists, no further coupon can be linked to it, and its name is free. Coupons that are linked to it stay so.';

/** What the platform keeps in step. */
export function addDirectories(router: ManagementRouter): void {
  for (const kind of directoryKinds) addDirectoryCalls(router, directories[kind], operationsOf(kind));
}

/** The calls of one directory, made from its declaration. */
function addDirectoryCalls(router: ManagementRouter, directory: Directory, use: EntryOperations): void {
  const { title: tag, singular, noun, fields, isLinked } = directory;
  const plural = pluralOf(directory);
  const name = componentName(directory);
  const { shape, schema, example, bodySchema, bodyExample } = serializerOf(directory);
  const about = { tag, subject: singular };
  const read = 'coupons.read' as const;
  const write = 'coupons.write' as const;
  const params = z.object({ id: idParam(example.id) });
  const refused = refusedBody(singular, { name: ['has already been taken'] });
  const written = answer(z.object({ status: z.literal(true), [singular]: schema }), {
    status: true,
    [singular]: example,
  });
  const answerWritten = (row: Entry) => ({ status: true, [singular]: shape(row) });

  addCall(
    router,
    {
      ...about,
      method: 'get',
      path: `/${plural}.json`,
      operationId: `list${name}s`,
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
        list: (request) => use.list(c.var.ctx, { ...filters, ...request }),
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
      operationId: `create${name}`,
      summary: `Create a ${noun}`,
      description: `Its name is no other's but an archived ${noun}'s; "prime" and "Prime" are one name.`,
      permission: write,
      request: jsonBody(z.object({ [singular]: bodySchema }), { [singular]: bodyExample }),
      responses: { ...written, ...refused },
    },
    async (c) => {
      const { ctx } = c.var;
      const input = await readBody(c, singular, use.create, (body) => readFields(ctx, fields, body));
      return c.json(answerWritten(await use.create(ctx, input as NewEntry<Fields>)));
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'get',
      path: `/${plural}/{id}.json`,
      operationId: `get${name}`,
      summary: `Get a ${noun}`,
      ...(isLinked ? { description: 'Also an archived one: coupons may still be linked to it.' } : {}),
      permission: read,
      request: { params },
      responses: { ...answer(z.object({ [singular]: schema }), { [singular]: example }), ...unchanged },
    },
    async (c) => answerOne(c, { [singular]: shape(await use.get(c.var.ctx, { id: pathId(c, 'id') })) }),
  );

  addCall(
    router,
    {
      ...about,
      method: 'put',
      path: `/${plural}/{id}.json`,
      operationId: `update${name}`,
      summary: `Change a ${noun}`,
      description: 'Only the keys sent change. An archived one is restored first (409).',
      permission: write,
      request: {
        params,
        ...jsonBody(z.object({ [singular]: bodySchema.partial() }), { [singular]: { name: bodyExample.name } }),
      },
      responses: { ...written, ...refused },
    },
    async (c) => {
      const { ctx } = c.var;
      const id = pathId(c, 'id');
      const input = await readBody(c, singular, use.update, async (body) => ({
        ...(await readFields(ctx, fields, body)),
        id,
      }));
      return c.json(answerWritten(await use.update(c.var.ctx, input)));
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'delete',
      path: `/${plural}/{id}.json`,
      operationId: `archive${name}`,
      summary: `Archive a ${noun}`,
      description: `${isLinked ? archivedWhenLinked : archived} Doing it twice is no error.`,
      permission: write,
      request: { params },
      responses: answer(z.object({ status: z.literal(true) }), { status: true }),
    },
    async (c) => {
      await use.archive(c.var.ctx, { id: pathId(c, 'id') });
      return c.json({ status: true });
    },
  );

  addCall(
    router,
    {
      ...about,
      method: 'post',
      path: `/${plural}/{id}/restore.json`,
      operationId: `restore${name}`,
      summary: `Undo the archiving of a ${noun}`,
      description: 'Restoring one that is not archived changes nothing and answers the same.',
      permission: write,
      request: { params },
      responses: { ...written, ...refused },
    },
    async (c) => c.json(answerWritten(await use.restore(c.var.ctx, { id: pathId(c, 'id') }))),
  );
}
