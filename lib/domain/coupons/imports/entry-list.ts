import { and, ilike, isNotNull, isNull, sql } from 'drizzle-orm';
import type { tvodPrices, userGroups } from '@/db/schema/coupons';
import { type Keyset, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { type ListEntriesInput, listEntriesInput } from './schemas';

type EntryTable = typeof userGroups | typeof tvodPrices;

/** One page of a kind's list, by name. */
export function entryList(list: string, table: EntryTable, input: ListEntriesInput) {
  const { name, state, ...request } = listEntriesInput.parse(input);
  const keyset: Keyset = {
    name: `${list}:${state}`,
    value: sql`lower(${table.name})`,
    type: 'text',
    id: sql`${table.id}`,
    descending: false,
  };
  const clauses = keysetClauses(keyset, request);
  return {
    ...clauses,
    where: and(
      state === 'archived' ? isNotNull(table.archivedAt) : isNull(table.archivedAt),
      name ? ilike(table.name, `%${name.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
      clauses.where,
    ),
    toPage: <Row extends { id: number; sortValue: string | null }>(found: Row[]) =>
      keysetPage(keyset, request, clauses.at, found),
  };
}
