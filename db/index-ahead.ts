import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Sql } from 'postgres';

const indexStatement = /^\s*(create|drop) index (?:if (?:not )?exists )?"(\w+)"/i;

/**
 * Applies the next migrations of which each is nothing but indexes to make or to drop, one by one and while others
 * write: within a migration, a table could not be written for as long as its index takes. The first one that does anything
 * else, and all after it, are left to the migrator, and so is everything on an empty database.
 */
export async function indexAhead(sql: Sql, folder: string): Promise<void> {
  const [known] = await sql<{ is: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as is`;
  if (!known?.is) return;
  const [last] = await sql<{ at: string | null }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`;
  if (!last?.at) return;
  const applied = Number(last.at);
  const pending = readMigrationFiles({ migrationsFolder: folder }).filter((one) => one.folderMillis > applied);
  for (const { sql: statements, hash, folderMillis } of pending) {
    if (!statements.every((text) => indexStatement.test(text))) return;
    for (const text of statements) await runMeanwhile(sql, text);
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
}

/** May have been begun before: an index that is whole stays, and what is left of one that failed goes. */
async function runMeanwhile(sql: Sql, text: string): Promise<void> {
  const [, act = '', name = ''] = indexStatement.exec(text) ?? [];
  const [present] = await sql<{ valid: boolean }[]>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`;
  const isDrop = act.toLowerCase() === 'drop';
  if (present && (isDrop || !present.valid)) await sql`drop index concurrently ${sql(name)}`;
  if (!isDrop && !present?.valid) await sql.unsafe(text.replace(/create index/i, 'create index concurrently'));
}
