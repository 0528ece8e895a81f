import { eq, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { goodwillRefunds, sales } from '@/db/schema/sales';

/** Of one sale. A voided one charges nothing and its code is dead, so its cost stays; one that never had a PIN cost nothing. */
export type SaleMoney = {
  /** What its integrator was let off of the price; 0 while nothing is charged. */
  commissionPaisa: number;
  /** Null while nobody knows: then so is what is left. */
  costPaisa: number | null;
  goodwillPaisa: number;
  marginPaisa: number | null;
};

const costPaisa = sql`case when ${sales.state} in ('succeeded', 'voided') then ${sales.costPaisa} else 0 end`;
const ofSold = (paisa: SQLWrapper) => sql`case ${sales.state} when 'succeeded' then ${paisa} else 0 end`;
const commissionPaisa = ofSold(sales.commissionPaisa);
// Of a sale that was refunded since, it was a part of what went back.
const goodwillPaisa = ofSold(sql`coalesce(${goodwillRefunds.amountPaisa}, 0)`);
/** The columns of a `SaleMoney`, for a query of sales with `goodwillRefunds` joined to it. */
export const saleMoney = {
  commissionPaisa,
  costPaisa,
  goodwillPaisa,
  marginPaisa: sql`${ofSold(sales.amountPaisa)} - ${commissionPaisa} - ${costPaisa} - ${goodwillPaisa}`,
};
/** The same for a query that another reads from. */
export const namedMoney = {
  commissionPaisa: saleMoney.commissionPaisa.as('money_commission'),
  costPaisa: saleMoney.costPaisa.as('money_cost'),
  goodwillPaisa: saleMoney.goodwillPaisa.as('money_goodwill'),
  marginPaisa: saleMoney.marginPaisa.as('money_margin'),
};

/** For use cases: it asks for no permission. */
export async function readSaleMoney(db: Executor, saleIds: number[]): Promise<Map<number, SaleMoney>> {
  const rows = await db
    .select({ id: sales.id, ...saleMoney })
    .from(sales)
    .leftJoin(goodwillRefunds, eq(goodwillRefunds.saleId, sales.id))
    .where(inArray(sales.id, saleIds));
  const paisa = (value: unknown) => (value === null ? null : Number(value));
  return new Map(
    rows.map(({ id, ...money }) => [
      id,
      {
        commissionPaisa: Number(money.commissionPaisa),
        costPaisa: paisa(money.costPaisa),
        goodwillPaisa: Number(money.goodwillPaisa),
        marginPaisa: paisa(money.marginPaisa),
      },
    ]),
  );
}

/** Of many sales. `uncosted` are those whose cost nobody knows: what is left is that of the others. */
export type MoneyTotals = {
  commissionPaisa: number;
  costPaisa: number;
  goodwillPaisa: number;
  marginPaisa: number;
  uncosted: number;
};

/** The sums of these columns over the rows that are meant. */
export function sumMoney(money: Record<keyof SaleMoney, SQLWrapper>, isMeant: SQL) {
  const sum = (column: SQLWrapper) =>
    sql<number>`coalesce(sum(${column}) filter (where ${isMeant}), 0)`.mapWith(Number);
  return {
    commissionPaisa: sum(money.commissionPaisa),
    costPaisa: sum(money.costPaisa),
    goodwillPaisa: sum(money.goodwillPaisa),
    marginPaisa: sum(money.marginPaisa),
    uncosted: sql<number>`count(*) filter (where ${isMeant} and ${money.costPaisa} is null)`.mapWith(Number),
  };
}

export function addMoney(parts: MoneyTotals[]): MoneyTotals {
  const add = (name: keyof MoneyTotals) => parts.reduce((total, part) => total + part[name], 0);
  return {
    commissionPaisa: add('commissionPaisa'),
    costPaisa: add('costPaisa'),
    goodwillPaisa: add('goodwillPaisa'),
    marginPaisa: add('marginPaisa'),
    uncosted: add('uncosted'),
  };
}
