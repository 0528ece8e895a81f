import { and, inArray, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { contactsFor } from '@/lib/domain/sales/customer-contacts';
import { limitContactSearch } from '@/lib/domain/sales/limit-contact-search';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { findSales } from './find-sales';
import { needsPerson, salesWhere } from './sale-filter';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { listSalesInput, type SaleFilter } from './schemas';

export type SalesPage = KeysetPage<SaleSummary> & {
  /** How many sales, of all, wait for a person. */
  needsPerson: number;
};

const id = sql`${sales.id}`;
const newest: Keyset = { name: 'newest', value: null, type: 'integer', id, descending: true };
/** As `newest`, where days are given: the index of instants has them in this order. */
const created = sql`${sales.createdAt}`;
const newestOfDays: Keyset = { name: 'newest_of_days', value: created, type: 'timestamptz', id, descending: true };
const flaggedFirst = sql`${sales.flaggedAt}`;
const waitingLongest: Keyset = { name: 'waiting', value: flaggedFirst, type: 'timestamptz', id, descending: false };

const sortValues = new Map<Keyset, (sale: SaleSummary) => string | null>([
  [newestOfDays, (sale) => sale.createdAt],
  [waitingLongest, (sale) => sale.flaggedAt],
]);

function keysetFor({ search, queue, from, to }: SaleFilter): Keyset {
  if (queue) return waitingLongest;
  // What is searched for is read by its ids.
  return (from || to) && !search ? newestOfDays : newest;
}

/** Sales, newest first; the queue of those that need a person, the longest waiting first. @throws Forbidden, Invalid, RateLimited */
export const listSales = operation('sales.read', listSalesInput, async (ctx, input): Promise<SalesPage> => {
  const { after, limit, ...filter } = input;
  if (filter.search && !after) recordSecurityEvent(ctx, { kind: 'customers.searched', data: { among: 'sales' } });
  await limitContactSearch(ctx, filter.search);
  const keyset = keysetFor(filter);
  const request = { after, page: 1, perPage: limit };
  const clauses = keysetClauses(keyset, request);
  const isMeant = salesWhere(filter, ctx.actor);
  const { descending, limit: mostRows } = clauses;
  const isSearched = Boolean(filter.search) && !filter.queue;
  const where = isSearched
    ? inArray(
        sales.id,
        await findSales(ctx.db, isMeant, { descending, after: clauses.at?.id ?? null, limit: mostRows }),
      )
    : and(isMeant, clauses.where);
  const [found, waiting] = await Promise.all([
    selectSales(ctx.db)
      .where(where)
      .orderBy(...clauses.orderBy)
      .limit(mostRows),
    ctx.db.$count(sales, needsPerson),
  ]);
  const rows = found.map((row) => {
    const sale = contactsFor(ctx.actor, toSaleSummary(row));
    return { ...sale, sortValue: sortValues.get(keyset)?.(sale) ?? null };
  });
  return { ...keysetPage(keyset, request, clauses.at, rows), needsPerson: waiting };
});
