import type { Column, Table } from 'drizzle-orm';

type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? '' : '_'}${Lowercase<First>}${SnakeCase<Rest>}`
  : '';

type DriverValue<C extends Column> = C['_']['dataType'] extends 'date'
  ? Date | string
  : C['_']['columnType'] extends 'PgBigInt53'
    ? string
    : C['_']['data'];

type DriverColumn<C extends Column> = DriverValue<C> | (C['_']['notNull'] extends true ? never : null);

/**
 * Some columns of a table as a statement of our own gives them: named as in the database, a bigint as text, an instant as
 * `Date` or as text (as text from JSON).
 */
export type DriverRow<T extends Table, Name extends keyof T['_']['columns'] & string> = {
  [K in Name as SnakeCase<K>]: DriverColumn<T['_']['columns'][K]>;
};
