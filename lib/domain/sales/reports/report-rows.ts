import { and, eq, type SQL, sql } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { products } from '@/db/schema/products';
import { goodwillRefunds, sales } from '@/db/schema/sales';
import { users } from '@/db/schema/team';
import { ownNameOf } from '@/lib/core/entities/payment-method';
import type { Period } from '@/lib/core/period';
import { saleStates } from '@/lib/domain/sales/sales/filters';
import { salesWhere } from '@/lib/domain/sales/sales/sale-filter';
import { addMoney, saleMoney, sumMoney } from '@/lib/domain/sales/sales/sale-money';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { settingsZone } from '@/lib/platform/settings/days.sql';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type ReportFigures, type ReportRow, soldPaisa } from './figures';
import type { ReportGroup } from './filters';

const noName = sql`null::text`;
const groups: Record<ReportGroup, { key: SQL; name: SQL }> = {
  day: {
    key: sql`to_char(${sales.createdAt} at time zone (select ${sql.raw(settingsZone)}), 'YYYY-MM-DD')`,
    name: noName,
  },
  seller: { key: sql`${sales.sellerId}::text`, name: sql`max(${users.name})` },
  product: { key: sql`${sales.productId}::text`, name: sql`max(${products.name})` },
  method: {
    key: sql`case when ${sales.integratorId} is null then coalesce(${sales.paymentMethod}, 'unstated') end`,
    name: noName,
  },
  // A sale belongs to the shift of its own seller.
  shift: {
    key: sql`${sales.shiftId}::text`,
    name: sql`max(case when ${sales.shiftId} is not null then ${users.name} end)`,
  },
  integrator: { key: sql`${sales.integratorId}::text`, name: sql`max(${integrators.name})` },
};

/**
 * What was sold in some days, in groups: the same sales and sums as the list's totals, all of them, or those of one coupon's
 * products. For use cases: it asks for no permission.
 */
export async function readReportRows(
  ctx: Context,
  by: ReportGroup,
  { from, to }: Period,
  couponId?: number,
): Promise<ReportRow[]> {
  const { key, name } = groups[by];
  const found = await ctx.db
    .select({
      key: sql<string | null>`${key}`,
      state: sales.state,
      name: sql<string | null>`${name}`,
      count: sql<number>`count(*)`.mapWith(Number),
      amountPaisa: sql<number>`sum(${sales.amountPaisa})`.mapWith(Number),
      ...sumMoney(saleMoney, sql`true`),
    })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .leftJoin(users, eq(users.id, sales.sellerId))
    .leftJoin(integrators, eq(integrators.id, sales.integratorId))
    .leftJoin(goodwillRefunds, eq(goodwillRefunds.saleId, sales.id))
    .where(
      and(salesWhere({ from, to }, ctx.actor), couponId === undefined ? undefined : eq(products.couponId, couponId)),
    )
    .groupBy(sql`1`, sales.state);
  const seesMoney = can(ctx.actor, 'money.read');
  const { paymentMethods } = await getSettings(ctx.db);
  const rows = [...Map.groupBy(found, (row) => row.key)].map(([of, parts]) => ({
    key: of,
    name: by === 'method' ? ownNameOf(paymentMethods, of) : (parts[0]?.name ?? null),
    ...addFigures(parts.map((part) => ({ states: [part], money: seesMoney ? part : null }))),
  }));
  return rows.sort(orders[by] ?? mostFirst);
}

/** The sums of several; without money where one has none, and of nothing. */
export function addFigures(parts: ReportFigures[]): ReportFigures {
  const states = parts.flatMap((part) => part.states);
  const moneys = parts.flatMap(({ money }) => money ?? []);
  return {
    states: saleStates.flatMap((state) => {
      const some = states.filter((one) => one.state === state);
      const sum = (of: 'count' | 'amountPaisa') => some.reduce((total, one) => total + one[of], 0);
      return some.length > 0 ? [{ state, count: sum('count'), amountPaisa: sum('amountPaisa') }] : [];
    }),
    money: moneys.length > 0 && moneys.length === parts.length ? addMoney(moneys) : null,
  };
}

const mostFirst = (one: ReportRow, other: ReportRow) =>
  soldPaisa(other) - soldPaisa(one) || String(one.name ?? one.key).localeCompare(String(other.name ?? other.key));

/** Days as they came, the newest shift first; of what has neither the most sold first. */
const orders: Partial<Record<ReportGroup, typeof mostFirst>> = {
  day: (one, other) => (String(one.key) < String(other.key) ? -1 : 1),
  shift: (one, other) => Number(other.key ?? 0) - Number(one.key ?? 0),
};
