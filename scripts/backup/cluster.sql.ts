import type { ReservedSql, Sql } from 'postgres';
import type { KnownKey } from '@/lib/platform/keys/check-keys';
import type { TableCount } from './manifest';

/** From here on the files can be copied while others write: what changes meanwhile is in the WAL, which the slot keeps. */
export async function beginBackup(session: ReservedSql, slot: string): Promise<string> {
  await session`select pg_create_physical_replication_slot(${slot}, true, true)`;
  const [row] = await session<{ lsn: string }[]>`select pg_backup_start('coupon-desk', true)::text as lsn`;
  if (!row) throw new Error('Postgres did not begin the backup.');
  return row.lsn;
}

export type EndedBackup = {
  label: string;
  firstSegment: string;
  lastSegment: string;
  endedAt: Date;
  /** Whether the server archives its WAL. */
  archives: boolean;
};

/** Everything that committed before this is in the backup, with the WAL from the first segment to the last. */
export async function endBackup(session: ReservedSql, beganAt: string): Promise<EndedBackup> {
  const [row] = await session<EndedBackup[]>`
    select labelfile as label, pg_walfile_name(${beganAt}::pg_lsn) as "firstSegment", pg_walfile_name(lsn) as "lastSegment",
      clock_timestamp() as "endedAt", current_setting('archive_mode') = 'on' as archives
    from pg_backup_stop(false)`;
  if (!row) throw new Error('Postgres did not end the backup.');
  return row;
}

export async function readMajor(sql: Sql): Promise<number> {
  const [row] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
  return Math.floor((row?.version ?? 0) / 10_000);
}

/** The keys that it was written with, the oldest first. */
export async function readKnownKeys(sql: Sql): Promise<(KnownKey & { createdAt: Date })[]> {
  return sql<(KnownKey & { createdAt: Date })[]>`
    select purpose, key_id as "keyId", fingerprint, retired_at as "retiredAt", created_at as "createdAt"
    from key_fingerprints order by created_at`;
}

export type CountedTable = { rows: number; deleted: number };

/** The rows of every table in one snapshot; within a transaction, in that one's. Reads each table from end to end. */
export async function countTables(sql: Sql): Promise<Map<string, CountedTable>> {
  const tables = await sql<{ schema: string; name: string; deleted: number }[]>`
    select n.nspname::text as schema, c.relname::text as name,
      coalesce(pg_stat_get_tuples_deleted(c.oid), 0)::float8 as deleted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and c.relpersistence = 'p'
    order by 1, 2`;
  const counted = new Map<string, CountedTable>();
  for (const { schema, name, deleted } of tables) {
    const [row] = await sql<{ rows: number }[]>`select count(*)::float8 as rows from ${sql(schema)}.${sql(name)}`;
    counted.set(`${schema}.${name}`, { rows: row?.rows ?? 0, deleted });
  }
  return counted;
}

/** A snapshot that pg_dump can be given, and the rows in it, for as long as `work` takes. */
export async function withSnapshot<T>(
  sql: Sql,
  work: (snapshot: string, counted: Map<string, CountedTable>) => Promise<T>,
): Promise<T> {
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const [row] = await tx<{ snapshot: string }[]>`select pg_export_snapshot() as snapshot`;
    const counted = await countTables(tx as unknown as Sql);
    return { value: await work(row?.snapshot ?? '', counted) };
  });
  return (result as { value: T }).value;
}

/** How many tables there are next to those of Postgres itself. */
export async function countOwnTables(sql: Sql): Promise<number> {
  const [row] = await sql<{ tables: number }[]>`
    select count(*)::int as tables from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  return row?.tables ?? 0;
}

export function compareCounts(
  before: Map<string, CountedTable>,
  after: Map<string, CountedTable>,
): Record<string, TableCount> {
  return Object.fromEntries(
    [...before].flatMap(([name, { rows }]) => {
      const later = after.get(name);
      return later ? [[name, { before: rows, after: later.rows, grows: later.deleted === 0 }]] : [];
    }),
  );
}
