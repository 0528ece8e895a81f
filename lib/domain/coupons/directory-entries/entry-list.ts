import { and, ilike, isNotNull, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Keyset, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { containing } from '@/lib/core/like-pattern';
import type { EntryTable } from './entry-table';
import type { listEntriesInput } from './schemas';

/** One page of a directory's list, by name. */
export function entryList(list: string, table: EntryTable, input: z.output<typeof listEntriesInput>) {
  const { name, state, ...request } = input;
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
      name ? ilike(table.name, containing(name)) : undefined,
      clauses.where,
    ),
    toPage: <Row extends { id: number; sortValue: string | null }>(found: Row[]) =>
      keysetPage(keyset, request, clauses.at, found),
  };
}
