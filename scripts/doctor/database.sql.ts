import type { Sql } from 'postgres';

export type ServerFacts = {
  version: number;
  encoding: string;
  isReplica: boolean;
  isReadOnly: boolean;
  /** Milliseconds since 1970 by the server's clock. */
  now: number;
  maxConnections: number;
  unsafe: string[];
  role: string;
  isSuperuser: boolean;
};

export async function readServerFacts(sql: Sql): Promise<ServerFacts> {
  const [row] = await sql<ServerFacts[]>`
    select current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as "isReplica",
      current_setting('transaction_read_only') = 'on' as "isReadOnly",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        as "maxConnections",
      array(select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')
        and setting = 'off') as unsafe,
      current_user::text as role,
      (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser"`;
  if (!row) throw new Error('The database did not answer.');
  return row;
}

/** A row of a table that ends with its transaction. @throws when the database is full, read-only, or grants too little */
export async function tryToWrite(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_current_xact_id()`;
    await tx`create temporary table doctor_probe (n int) on commit drop`;
    await tx`insert into doctor_probe values (1)`;
  });
}

/** What became of the last segments of WAL that the server was to archive. */
export async function readArchiver(sql: Sql): Promise<{ isFailing: boolean; lastArchivedAt: Date | null }> {
  const [row] = await sql<{ isFailing: boolean; lastArchivedAt: Date | null }[]>`
    select coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as "isFailing",
      last_archived_time as "lastArchivedAt" from pg_stat_archiver`;
  if (!row) throw new Error('The database did not answer.');
  return row;
}
