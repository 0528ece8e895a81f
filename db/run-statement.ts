import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { ParameterOrJSON, Sql } from 'postgres';
import { type Executor, hotReadSql } from './client';

/** Drizzle's session over postgres.js; in a transaction its client is the transaction's. */
type DriverSession = { client: Pick<Sql, 'unsafe'> };

/**
 * Runs one statement with `$1…` parameters as a prepared one, in the transaction when `db` is one. For statements
 * where Drizzle's builder costs too much. Rows come as the driver gives them: bigint as text, instants as text.
 */
export async function runStatement<Row extends object>(
  db: Executor,
  text: string,
  parameters: readonly (string | number | boolean | null | readonly string[])[],
): Promise<Row[]> {
  const { client } = db._.session as unknown as DriverSession;
  const rows = await client.unsafe<Row[]>(text, parameters as unknown as ParameterOrJSON<never>[], { prepare: true });
  return [...rows] as Row[];
}

const dialect = new PgDialect({ casing: 'snake_case' });

/**
 * Runs a long statement that reads, and whose text is the same each time, on connections that plan it once: parsing and planning take longer
 * than it does. Rows come as the driver gives them: bigint as text, instants as `Date`.
 * @throws when `db` is a transaction
 */
export async function runPlanned<Row extends object>(db: Executor, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const rows = await hotReadSql(db).unsafe<Row[]>(text, params as ParameterOrJSON<never>[], { prepare: true });
  return [...rows] as Row[];
}
