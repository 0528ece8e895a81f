import { pipeline } from 'node:stream/promises';
import type { ReservedSql, Sql } from 'postgres';

export type CopiedTable = {
  schema: string;
  name: string;
  /** With their types, without those that Postgres generates from others. */
  columns: { name: string; type: string }[];
  /** Of a partition: its parent and what it takes. */
  partition: { parentSchema: string; parent: string; bound: string } | null;
};

/** Every table that holds rows, but not those of Postgres itself. */
export async function listTables(sql: Sql): Promise<CopiedTable[]> {
  return sql<CopiedTable[]>`
    select n.nspname::text as schema, c.relname::text as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attname)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select json_build_object('parentSchema', pn.nspname, 'parent', p.relname,
          'bound', pg_get_expr(c.relpartbound, c.oid))
        from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
        where i.inhrelid = c.oid and c.relispartition) as partition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema')
    order by 1, 2`;
}

/** A partition that is made as the database is used, such as a month's. */
export async function createPartition(sql: Sql, { schema, name, partition }: CopiedTable): Promise<void> {
  if (!partition) return;
  const { parentSchema, parent, bound } = partition;
  await sql`create table ${sql(schema)}.${sql(name)} partition of ${sql(parentSchema)}.${sql(parent)} ${sql.unsafe(bound)}`;
}

/** For this session alone: neither triggers nor foreign keys, which the rows have passed already. */
export async function leaveOutTriggers(session: ReservedSql): Promise<void> {
  await session`set session_replication_role = replica`;
}

/** What migrations and the queue have put into a new database. All at once, because they refer to each other. */
export async function emptyTables(session: ReservedSql, tables: CopiedTable[]): Promise<void> {
  const names = tables.map(({ schema, name }) => session`${session(schema)}.${session(name)}`);
  const list = names.reduce((all, name) => session`${all}, ${name}`);
  await session`truncate ${list}`;
}

export async function copyRows(from: ReservedSql, to: ReservedSql, table: CopiedTable): Promise<void> {
  const { schema, name, columns } = table;
  const names = columns.map((column) => column.name);
  const source = await from`copy ${from(schema)}.${from(name)} (${from(names)}) to stdout`.readable();
  const target = await to`copy ${to(schema)}.${to(name)} (${to(names)}) from stdin`.writable();
  await pipeline(source, target);
}

/** How far each sequence has come. */
export async function copySequences(from: Sql, to: Sql): Promise<void> {
  const sequences = await from<{ schema: string; name: string }[]>`
    select n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname not in ('pg_catalog', 'information_schema')`;
  for (const { schema, name } of sequences) {
    const [at] = await from<{ value: string; called: boolean }[]>`
      select last_value::text as value, is_called as called from ${from(schema)}.${from(name)}`;
    if (!at) continue;
    await to`select setval(format('%I.%I', ${schema}::text, ${name}::text)::regclass, ${at.value}::bigint, ${at.called})`;
  }
}

export type Contents = { rows: number; digest: string };

/** Its rows, and one number that any changed row changes; the order of rows does not matter. */
export async function readContents(sql: Sql, { schema, name, columns }: CopiedTable): Promise<Contents> {
  const [row] = await sql<Contents[]>`
    select count(*)::float8 as rows,
      coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text as digest
    from (select ${sql(columns.map((column) => column.name))} from ${sql(schema)}.${sql(name)}) t`;
  if (!row) throw new Error('Postgres did not answer.');
  return row;
}

export async function analyze(sql: Sql): Promise<void> {
  await sql`analyze`;
}
