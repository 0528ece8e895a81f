import { runStatement } from '@/db/run-statement';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type PurchaseLookUpRow, purchaseLookUp } from './look-up-purchase.sql';

export type PurchaseLookUp = {
  /** The integrator has used this reference, whatever became of it. */
  used: boolean;
  paused: boolean;
  product: { id: number; amountPaisa: number } | null;
};

/** What an integrator's purchase is checked against, in one read; the sale itself checks all of it again. @throws Forbidden */
export async function lookUpPurchase(
  ctx: Context<KeyActor>,
  purchase: { reference: string; value: string | null },
): Promise<PurchaseLookUp> {
  assertCan(ctx, 'sales.sell');
  const [row] = await runStatement<PurchaseLookUpRow>(ctx.db, purchaseLookUp, [
    purchase.reference,
    ctx.actor.integratorId,
    purchase.value,
  ]);
  if (!row) throw new Error('The look-up gave no row.');
  const { used, paused, id, amountPaisa } = row;
  return { used, paused, product: id === null ? null : { id: Number(id), amountPaisa: Number(amountPaisa) } };
}
