import type { Executor } from './client';

const kept = new WeakMap<Executor, Map<string, unknown>>();

/**
 * A statement of Drizzle's builder that is built once for each executor and prepared under `name` on its connections: for
 * what every request asks, where building costs more than running. What varies goes in as `sql.placeholder`.
 */
export function keepStatement<Statement>(
  db: Executor,
  name: string,
  build: (query: { db: Executor; name: string }) => Statement,
): Statement {
  const statements = kept.get(db) ?? new Map<string, unknown>();
  kept.set(db, statements);
  const known = statements.get(name) ?? build({ db, name });
  statements.set(name, known);
  return known as Statement;
}
