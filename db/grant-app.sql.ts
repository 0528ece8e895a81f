import type { Sql } from 'postgres';

/** Rows of these are added and read, never changed or deleted. */
const appendOnly = ['audit_events', 'audit_links', 'audit_heads', 'audit_cuts'];

// Any constant does, as long as every starter uses the same.
const grantLock = 7_202_614;

/** Where only the owner writes. */
const readOnlySchemas = ['drizzle'];

/** What the role does to such rows all the same, by functions of the owner that do no more than that. */
const ownerFunctions = ['erase_from_audit(bigint[], text)', 'drop_audit(bigint, integer)'];

type Server = { version: number; schemas: string[]; tables: string[]; functions: string[] };

/**
 * Gives the role what the desk needs day by day: rows of every table, and the queue's schema whole. Not the tables themselves,
 * and of rows that have to stay only adding and reading. The owner runs it after every change of the schema; it may run again.
 */
export async function grantApp(sql: Sql, role: string): Promise<void> {
  const [server] = await sql<Server[]>`
    select current_setting('server_version_num')::int as version,
      array(select nspname::text from pg_namespace where nspname in ('public', 'drizzle', 'pgboss')) as schemas,
      array(select tablename::text from pg_tables where schemaname = 'public') as tables,
      array(select f from unnest(${ownerFunctions}::text[]) f where to_regprocedure(f) is not null) as functions`;
  if (!server) throw new Error('The database did not answer.');
  const { version, schemas, tables, functions } = server;
  const to = sql(role);
  // Statistics and dead rows of its own tables belong to the role that fills them; a right of its own since Postgres 17.
  const rights = `select, insert, update, delete${version >= 170_000 ? ', maintain' : ''}`;
  await sql.begin(async (tx) => {
    // Two that start at once would grant the same at the same time, which Postgres refuses.
    await tx`select pg_advisory_xact_lock(${grantLock})`;
    for (const name of schemas) {
      const schema = tx(name);
      await tx`grant usage on schema ${schema} to ${to}`;
      if (readOnlySchemas.includes(name)) {
        await tx`grant select on all tables in schema ${schema} to ${to}`;
        continue;
      }
      await tx`grant ${tx.unsafe(rights)} on all tables in schema ${schema} to ${to}`;
      await tx`grant usage, select on all sequences in schema ${schema} to ${to}`;
    }
    for (const name of appendOnly.filter((table) => tables.includes(table))) {
      await tx`revoke all on ${tx(name)} from ${to}`;
      await tx`grant select, insert on ${tx(name)} to ${to}`;
    }
    for (const name of functions) await tx`grant execute on function ${tx.unsafe(name)} to ${to}`;
  });
}

/** Of those tables, the ones that the role owns, itself or as a member or a superuser: no grant would hold it back. */
export async function listOwned(sql: Sql, role: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select tablename::text as name from pg_tables
    where schemaname = 'public' and tablename = any (${appendOnly})
      and pg_has_role(${role}, tableowner, 'member')`;
  return rows.map(({ name }) => name);
}
