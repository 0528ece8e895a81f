import { type SQL, sql } from 'drizzle-orm';

const hole = '\u0000';

/** A condition that is written as text for our own statements, for one of Drizzle's builder: `value` is its parameter. */
export function asSql(condition: (value: string) => string, value: SQL): SQL {
  const parts = condition(hole).split(hole);
  return sql.join(
    parts.map((part) => sql.raw(part)),
    value,
  );
}
