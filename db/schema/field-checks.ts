import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** The condition of a check: the column holds one of the declared values. */
export const isOneOf = (column: AnyPgColumn, { values }: { values: readonly string[] }): SQL =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;

/** The condition of a check: the column is within the declared bounds. */
export const isWithin = (column: AnyPgColumn, { min, max }: { min: number; max: number }): SQL =>
  sql`${column} between ${sql.raw(`${min} and ${max}`)}`;
