import { desc, eq, sql } from 'drizzle-orm';
import { goodwillRefunds, sales } from '@/db/schema/sales';
import { limitContactSearch } from '@/lib/domain/sales/limit-contact-search';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { type SaleState, saleStates } from './filters';
import { salesWhere } from './sale-filter';
import { addMoney, type MoneyTotals, namedMoney, sumMoney } from './sale-money';
import { saleFilter } from './schemas';
import { summedSales } from './summed-sales';

export type SaleTotals = {
  /** Only states that there are. */
  states: { state: SaleState; count: number; amountPaisa: number }[];
  /** What they cost and what is left of them; null for an actor without `money.read`. */
  money: MoneyTotals | null;
  /** There are more than `summedSales`, and only the newest were summed up. */
  capped: boolean;
};

/** Count and sum of what a filter finds, by state. @throws Forbidden, RateLimited */
export const sumSales = operation('sales.read', saleFilter, async (ctx, filter): Promise<SaleTotals> => {
  await limitContactSearch(ctx, filter.search);
  // The index of instants has those of some days in this order.
  const byDays = !filter.search && (filter.from !== undefined || filter.to !== undefined);
  const found = ctx.db
    .select({
      id: sales.id,
      createdAt: sales.createdAt,
      state: sales.state,
      amountPaisa: sales.amountPaisa,
      ...namedMoney,
    })
    .from(sales)
    .leftJoin(goodwillRefunds, eq(goodwillRefunds.saleId, sales.id))
    .where(salesWhere(filter, ctx.actor))
    .orderBy(...(byDays ? [desc(sales.createdAt)] : []), desc(sales.id))
    .limit(summedSales + 1)
    .as('found');
  const numbered = ctx.db
    .select({
      state: found.state,
      amountPaisa: found.amountPaisa,
      commissionPaisa: found.commissionPaisa,
      costPaisa: found.costPaisa,
      goodwillPaisa: found.goodwillPaisa,
      marginPaisa: found.marginPaisa,
      place:
        sql<number>`row_number() over (order by ${byDays ? sql`${found.createdAt} desc, ` : sql``}${found.id} desc)`
          .mapWith(Number)
          .as('place'),
    })
    .from(found)
    .as('numbered');
  const isSummed = sql`${numbered.place} <= ${summedSales}`;
  const rows = await ctx.db
    .select({
      state: numbered.state,
      count: sql<number>`count(*) filter (where ${isSummed})`.mapWith(Number),
      amountPaisa: sql<number>`coalesce(sum(${numbered.amountPaisa}) filter (where ${isSummed}), 0)`.mapWith(Number),
      ...sumMoney(numbered, isSummed),
      last: sql<number>`max(${numbered.place})`.mapWith(Number),
    })
    .from(numbered)
    .groupBy(numbered.state);
  const order = (state: SaleState) => saleStates.indexOf(state);
  return {
    states: rows
      .filter(({ count }) => count > 0)
      .map(({ state, count, amountPaisa }) => ({ state, count, amountPaisa }))
      .sort((one, other) => order(one.state) - order(other.state)),
    money: can(ctx.actor, 'money.read') ? addMoney(rows) : null,
    capped: rows.some(({ last }) => last > summedSales),
  };
});
