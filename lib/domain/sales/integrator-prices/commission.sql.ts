import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';

/**
 * SQL for what an integrator is let off of an amount, in paisa, by row `t` of `integrator_prices`, left-joined. Never the whole
 * amount, and never less than nothing: a purchase is charged at most the amount that it names, also while a price is above it.
 */
export const commissionOf = (t: string, amountPaisa: string): string =>
  `coalesce(case when ${t}.price_paisa is null then ${amountPaisa} * ${t}.commission / 10000
    else greatest(0, ${amountPaisa} - ${t}.price_paisa) end, 0)`;

/** What the integrator is let off now of an amount for the product. */
export async function readCommission(
  db: Executor,
  { integratorId, productId, amountPaisa }: { integratorId: number; productId: number; amountPaisa: number },
): Promise<number> {
  const [row] = await runStatement<{ commission: string }>(
    db,
    `select ${commissionOf('t', '$3::bigint')} as commission
      from integrator_prices t where t.integrator_id = $1::bigint and t.product_id = $2::bigint`,
    [integratorId, productId, amountPaisa],
  );
  return Number(row?.commission ?? 0);
}
