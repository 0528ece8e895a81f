import { desc, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { operation } from '@/lib/platform/context/operation';
import { salesWhere } from './sale-filter';
import { type SaleState, saleFilter, saleStates } from './schemas';
import { summedSales } from './summed-sales';

export type SaleTotals = {
  /** Only states that there are. */
  states: { state: SaleState; count: number; amountPaisa: number }[];
  /** There are more than `summedSales`, and only the newest were summed up. */
  capped: boolean;
};

/** Count and sum of what a filter finds, by state. @throws Forbidden */
export const sumSales = operation('sales.read', saleFilter, async (ctx, filter): Promise<SaleTotals> => {
  const found = ctx.db
    .select({ id: sales.id, state: sales.state, amountPaisa: sales.amountPaisa })
    .from(sales)
    .where(salesWhere(filter))
    .orderBy(desc(sales.id))
    .limit(summedSales + 1)
    .as('found');
  const numbered = ctx.db
    .select({
      state: found.state,
      amountPaisa: found.amountPaisa,
      place: sql<number>`row_number() over (order by ${found.id} desc)`.mapWith(Number).as('place'),
    })
    .from(found)
    .as('numbered');
  const rows = await ctx.db
    .select({
      state: numbered.state,
      count: sql<number>`count(*) filter (where ${numbered.place} <= ${summedSales})`.mapWith(Number),
      amountPaisa:
        sql<number>`coalesce(sum(${numbered.amountPaisa}) filter (where ${numbered.place} <= ${summedSales}), 0)`.mapWith(
          Number,
        ),
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
    capped: rows.some(({ last }) => last > summedSales),
  };
});
