import type { ParameterOrJSON, Sql } from 'postgres';
import type { Executor } from './client';

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
