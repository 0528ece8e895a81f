import { and, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { needsPerson, salesWhere } from './sale-filter';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { type ListSalesInput, listSalesInput } from './schemas';

export type SalesPage = KeysetPage<SaleSummary> & {
  /** How many sales, of all, a person has to see to. */
  needsPerson: number;
};

const id = sql`${sales.id}`;
const newest: Keyset = { name: 'newest', value: null, type: 'integer', id, descending: true };
const flaggedFirst = sql`${sales.flaggedAt}`;
const waitingLongest: Keyset = { name: 'waiting', value: flaggedFirst, type: 'timestamptz', id, descending: false };

/** Sales, newest first; the queue of those that need a person, the longest waiting first. @throws Forbidden, Invalid */
export async function listSales(ctx: Context, input: ListSalesInput = {}): Promise<SalesPage> {
  assertCan(ctx, 'sales.read');
  const { after, limit, ...filter } = listSalesInput.parse(input);
  const keyset = filter.queue ? waitingLongest : newest;
  const request = { after, page: 1, perPage: limit };
  const clauses = keysetClauses(keyset, request);
  const [found, waiting] = await Promise.all([
    selectSales(ctx.db)
      .where(and(salesWhere(filter), clauses.where))
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit),
    countSalesForPerson(ctx),
  ]);
  const rows = found.map((row) => {
    const sale = toSaleSummary(row);
    return { ...sale, sortValue: filter.queue ? sale.flaggedAt : null };
  });
  return { ...keysetPage(keyset, request, clauses.at, rows), needsPerson: waiting };
}

/** How many sales a person has to see to. @throws Forbidden */
export async function countSalesForPerson(ctx: Context): Promise<number> {
  assertCan(ctx, 'sales.read');
  return ctx.db.$count(sales, needsPerson);
}
