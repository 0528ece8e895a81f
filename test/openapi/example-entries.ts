import { type DirectoryKind, directories, directoryKinds, pluralOf } from '@/lib/core/entities/directory';
import { apiName, entriesOf } from '@/lib/core/entities/field';

/** The statement that makes the entry of a list's examples, under the id that it has there when it is given. */
export function insertExampleEntry(kind: DirectoryKind, id?: number): string {
  const fields = entriesOf(directories[kind].fields);
  const columns = fields.map(([name]) => apiName(name, undefined));
  const values = fields.map(([, { example }]) => (typeof example === 'string' ? `'${example}'` : String(example)));
  const table = pluralOf(directories[kind]);
  if (id === undefined) return `insert into ${table} (${columns}) values (${values})`;
  return `insert into ${table} (id, ${columns}) overriding system value values (${id}, ${values})`;
}

/** What makes restoring an entry be refused: another one has taken its name. */
export const takenNames = Object.fromEntries(
  directoryKinds.map((kind) => {
    const table = pluralOf(directories[kind]);
    const world = [`update ${table} set archived_at = now()`, insertExampleEntry(kind)];
    return [`POST /management/${table}/{id}/restore.json 400`, { world }];
  }),
);
