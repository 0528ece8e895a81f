import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { type RechargeMethod, rechargeCards, rechargeMethods } from '@/lib/core/entities/recharge-card';
import { noInput, operation } from '@/lib/platform/context/operation';

export type RechargeCard = {
  method: RechargeMethod;
  name: string;
  amountPaisa: number;
  /** Null while nobody has switched it on yet. */
  productId: number | null;
  active: boolean;
};

/** Every recharge card that Khalti sells, and whether it is on sale here. @throws Forbidden */
export const listRechargeCards = operation('products.read', noInput, async (ctx): Promise<RechargeCard[]> => {
  const known = await ctx.db
    .select({
      id: products.id,
      method: products.supplierMethod,
      amountPaisa: products.amountPaisa,
      active: products.active,
    })
    .from(products)
    .where(and(eq(products.supplier, 'khalti'), isNotNull(products.supplierMethod), isNull(products.archivedAt)));
  return rechargeMethods.flatMap((method) =>
    rechargeCards[method].amounts.map((rupees) => {
      const amountPaisa = rupees * 100;
      const product = known.find((one) => one.method === method && one.amountPaisa === amountPaisa);
      return {
        method,
        name: rechargeCards[method].name,
        amountPaisa,
        productId: product?.id ?? null,
        active: product?.active ?? false,
      };
    }),
  );
});
