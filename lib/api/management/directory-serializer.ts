import { z } from '@hono/zod-openapi';
import { type Directory, directories } from '@/lib/core/entities/directory';
import type { Entry } from '@/lib/domain/coupons/directory-entries/entry-table';
import { publicId } from './field-names';
import { answerSchemas, bodySchemas, exampleOf, writeFields } from './fields';

/** `user_group` is `UserGroup`. */
export const componentName = ({ singular }: Pick<Directory, 'singular'>) =>
  `_${singular}`.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const time = z.string().openapi({ format: 'date-time' });
const at = '2026-11-03T06:15:00.000Z';

/** How the API writes the entries of a directory, and the documents of that. */
export function serializerOf(directory: Directory) {
  const { fields, isLinked } = directory;
  const body = exampleOf(fields);
  const example = {
    id: publicId(3, String(body.name)),
    ...body,
    ...(isLinked ? { coupons: 2 } : {}),
    created_at: at,
    updated_at: at,
    archived_at: null,
  };
  const coupons = z.int().openapi({ description: 'How many coupons in use are linked to it.' });
  return {
    shape: (entry: Entry) => ({
      id: publicId(entry.id, entry.name),
      ...writeFields(fields, entry),
      ...(isLinked ? { coupons: entry.coupons } : {}),
      created_at: entry.createdAt.toISOString(),
      updated_at: entry.updatedAt.toISOString(),
      archived_at: entry.archivedAt?.toISOString() ?? null,
    }),
    example,
    bodyExample: body,
    schema: z
      .object({
        id: z.string(),
        ...answerSchemas(fields),
        ...(isLinked ? { coupons } : {}),
        created_at: time,
        updated_at: time,
        archived_at: time.nullable(),
      })
      .openapi(`${componentName(directory)}Entry`, { example }),
    bodySchema: z.object(bodySchemas(fields)).openapi(`${componentName(directory)}Body`),
  };
}

/** How it writes them among what a coupon can be limited to. */
export function linkSerializerOf(kind: 'userGroups' | 'tvodPrices') {
  const directory: Directory = directories[kind];
  const { fields } = directory;
  const body = exampleOf(fields);
  const example = { id: publicId(3, String(body.name)), ...body, linked: true };
  return {
    shape: (entry: Pick<Entry, 'id' | 'name'> & { linked: boolean }) => ({
      id: publicId(entry.id, entry.name),
      ...writeFields(fields, entry),
      linked: entry.linked,
    }),
    example,
    schema: z
      .object({ id: z.string(), ...answerSchemas(fields), linked: z.boolean() })
      .openapi(componentName(directory), { example }),
  };
}
