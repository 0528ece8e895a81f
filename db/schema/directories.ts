import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import { directories } from '../../lib/core/entities/directory';
import type { Fields } from '../../lib/core/entities/field';
import { createdAt, identity, instant, reference } from './columns';
import { fieldColumns } from './field-columns';
import { integrators } from './integrators';

/** The columns of a directory's entries. */
const entryColumns = <FS extends Fields>(fields: FS) => ({
  id: identity(),
  ...fieldColumns(fields),
  /** The company whose key made it; null: the desk's own. */
  integratorId: reference().references(() => integrators.id),
  createdAt: createdAt(),
  updatedAt: createdAt(),
  archivedAt: instant(),
});

/** Names are unique among the entries in use, and both kinds are listed by name. */
const entryIndexes = (table: string, t: Record<'id' | 'name' | 'archivedAt', AnyPgColumn>) => [
  uniqueIndex(`${table}_name_key`).on(sql`lower(${t.name})`).where(sql`${t.archivedAt} is null`),
  index(`${table}_archived_idx`).on(sql`lower(${t.name})`, t.id).where(sql`${t.archivedAt} is not null`),
];

export const userGroups = pgTable('user_groups', entryColumns(directories.userGroups.fields), (t) =>
  entryIndexes('user_groups', t),
);

export const tvodPrices = pgTable('tvod_prices', entryColumns(directories.tvodPrices.fields), (t) => [
  ...entryIndexes('tvod_prices', t),
  check('tvod_prices_price_check', sql`${t.pricePaisa} >= 0`),
  check(
    'tvod_prices_duration_check',
    sql`case ${t.tvodType} when 'rental' then ${t.durationDays} is not null and ${t.durationDays} >= 1 when 'purchase' then ${t.durationDays} is null else false end`,
  ),
]);
