import { and, eq, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { suppliers } from '@/db/schema/suppliers';
import { rechargeCards } from '@/lib/core/entities/recharge-card';
import { formatAmount } from '@/lib/core/money';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { insertSupplierProduct } from './insert-supplier-product';
import { sellRechargeCardInput } from './schemas';

/** Puts one of Khalti's recharge cards on sale, as a product of its own. @throws Forbidden, Invalid (no such card) */
export const sellRechargeCard = operation(
  'products.write',
  sellRechargeCardInput,
  (ctx: Context, { method, amountPaisa }): Promise<{ id: number; active: boolean }> =>
    inTransaction(ctx, async (tx) => {
      // As the list of products is taken over: two who press at once make one product.
      await tx.db.insert(suppliers).values({ name: 'khalti' }).onConflictDoNothing();
      await tx.db.select().from(suppliers).where(eq(suppliers.name, 'khalti')).for('update');
      const value = `${method} ${amountPaisa / 100}`;
      const idx = value.replace(' ', '-');
      const [known] = await tx.db
        .select({ id: products.id })
        .from(products)
        .where(and(eq(products.supplier, 'khalti'), eq(products.supplierIdx, idx), isNull(products.archivedAt)));
      const id =
        known?.id ??
        (await insertSupplierProduct(tx, {
          ...{ idx, value, amountPaisa, supplierMethod: method },
          name: `${rechargeCards[method].name} Rs ${formatAmount(amountPaisa)}`,
          // Nothing that Nettv's call takes: a process that knows no cards buys nothing with it.
          supplierValue: method,
        }));
      return setProductActive(tx, { id, active: true });
    }),
);
