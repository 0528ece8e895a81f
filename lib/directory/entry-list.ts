import { and, ilike, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { tvodPrices, userGroups } from '@/db/schema/coupons';
import { type Keyset, keysetClauses, keysetPage } from '@/lib/keyset';
import { type ListEntriesInput, listEntriesInput } from './schemas';

type EntryTable = typeof userGroups | typeof tvodPrices;

/**
 * One page of a kind's list: of a coupon the linked ones first, archived ones among them too since they still restrict it;
 * then by name. `linked` tells from the joined link whether a row is linked.
 */
export function entryList(list: string, table: EntryTable, linked: SQL<boolean>, input: ListEntriesInput) {
  const { couponId = 0, name, state, linkedOnly, ...request } = listEntriesInput.parse(input);
  const byName = sql`lower(${table.name})`;
  const keyset: Keyset = {
    name: `${list}:${state}:${couponId}`,
    value: couponId ? sql`(case when ${linked} then '0' else '1' end || ${byName})` : byName,
    type: 'text',
    id: sql`${table.id}`,
    descending: false,
  };
  const clauses = keysetClauses(keyset, request);
  const active = couponId ? or(isNull(table.archivedAt), linked) : isNull(table.archivedAt);
  return {
    ...clauses,
    couponId,
    where: and(
      state === 'archived' ? isNotNull(table.archivedAt) : active,
      name ? ilike(table.name, `%${name.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
      linkedOnly ? linked : undefined,
      clauses.where,
    ),
    toPage: <Row extends { id: number; sortValue: string | null }>(found: Row[]) =>
      keysetPage(keyset, request, clauses.at, found),
  };
}
