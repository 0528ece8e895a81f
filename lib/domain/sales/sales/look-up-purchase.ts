import { runStatement } from '@/db/run-statement';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';

export type PurchaseLookUp = {
  /** The integrator has used this reference, whatever became of it. */
  used: boolean;
  paused: boolean;
  product: { id: number; amountPaisa: number } | null;
};

export const purchaseLookUp = `
  select exists (select from sales where reference = $1::text and integrator_id = $2::bigint) as used,
    (select sales_paused_at is not null from settings where id = 1) is true as paused,
    p.id, p.amount_paisa as "amountPaisa"
  from (select) one left join products p on p.value = $3::text and p.archived_at is null`;

/** What an integrator's purchase is checked against, in one read; the sale itself checks all of it again. @throws Forbidden */
export async function lookUpPurchase(
  ctx: Context<KeyActor>,
  purchase: { reference: string; value: string | null },
): Promise<PurchaseLookUp> {
  assertCan(ctx, 'sales.sell');
  type Row = { used: boolean; paused: boolean; id: string | null; amountPaisa: string };
  const [row] = await runStatement<Row>(ctx.db, purchaseLookUp, [
    purchase.reference,
    ctx.actor.integratorId,
    purchase.value,
  ]);
  if (!row) throw new Error('The look-up gave no row.');
  const { used, paused, id, amountPaisa } = row;
  return { used, paused, product: id === null ? null : { id: Number(id), amountPaisa: Number(amountPaisa) } };
}
