import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context/context';
import type { Redemption } from './redemption';

/** What a list shows beside the redemption itself: of its code the last four, and who took it. */
export type RedemptionSummary = Redemption & {
  codeLastFour: string | null;
  tvodPriceName: string | null;
  /** Null where the house took it itself. */
  integratorName: string | null;
};

type Names = {
  id: string;
  last_four: string | null;
  price_name: string | null;
  integrator_name: string | null;
};

/** Adds the names to redemptions that were read already. Asks for no permission. */
export async function summarizeRedemptions(ctx: Context, redemptions: Redemption[]): Promise<RedemptionSummary[]> {
  if (redemptions.length === 0) return [];
  const ids = sql.join(
    redemptions.map(({ id }) => sql`${id}::bigint`),
    sql`, `,
  );
  const rows = await ctx.db.execute<Names>(sql`
    select r.id, d.last_four, p.name as price_name, i.name as integrator_name
    from redemptions r
    left join codes d on d.id = r.code_id
    left join tvod_prices p on p.id = r.tvod_price_id
    left join integrators i on i.id = r.integrator_id
    where r.id in (${ids})`);
  const named = new Map(rows.map((row) => [Number(row.id), row]));
  return redemptions.map((redemption) => {
    const names = named.get(redemption.id);
    return {
      ...redemption,
      codeLastFour: names?.last_four ?? null,
      tvodPriceName: names?.price_name ?? null,
      integratorName: names?.integrator_name ?? null,
    };
  });
}
