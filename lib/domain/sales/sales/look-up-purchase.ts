import { runStatement } from '@/db/run-statement';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type PurchaseLookUpRow, purchaseLookUp } from './look-up-purchase.sql';
import { lookUpPurchaseInput } from './schemas';

export type PurchaseLookUp = {
  /** The integrator has used this reference, whatever came of it. */
  used: boolean;
  paused: boolean;
  product: { id: number; amountPaisa: number } | null;
};

/** What an integrator's purchase is checked against, in one read; the sale itself checks all of it again. @throws Forbidden */
export const lookUpPurchase = operation(
  'sales.sell',
  lookUpPurchaseInput,
  async (ctx: Context<KeyActor>, { reference, value }): Promise<PurchaseLookUp> => {
    const [row] = await runStatement<PurchaseLookUpRow>(ctx.db, purchaseLookUp, [
      reference,
      ctx.actor.integratorId,
      value,
    ]);
    if (!row) throw new Error('The look-up gave no row.');
    const { used, paused, id, amountPaisa } = row;
    return { used, paused, product: id === null ? null : { id: Number(id), amountPaisa: Number(amountPaisa) } };
  },
);
