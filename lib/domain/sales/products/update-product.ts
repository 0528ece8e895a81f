import { and, eq, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/sales';
import { Conflict, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { updateProductInput } from './schemas';

/**
 * Changes name, price or threshold of low stock. The `value` and public id never change: integrators use them.
 * @throws Forbidden, Invalid, NotFound, Conflict `supplier_decides`
 */
export const updateProduct = operation(
  'products.write',
  updateProductInput,
  async (ctx, input): Promise<{ id: number }> => {
    const { id, name, amountPaisa } = input;
    return inTransaction(ctx, async (tx) => {
      const [before] = await tx.db
        .select({
          name: products.name,
          amountPaisa: products.amountPaisa,
          supplier: products.supplier,
          lowStockThreshold: products.lowStockThreshold,
        })
        .from(products)
        .where(and(eq(products.id, id), isNull(products.archivedAt)))
        .for('no key update');
      if (!before) throw new NotFound('The product');
      if (before.supplier === 'khalti') {
        throw new Conflict('supplier_decides', 'Name and price of this product are what Khalti says.');
      }
      const { lowStockThreshold = before.lowStockThreshold } = input;
      const changes = {
        ...(before.name === name ? {} : { name: { from: before.name, to: name } }),
        ...(before.amountPaisa === amountPaisa ? {} : { amountPaisa: { from: before.amountPaisa, to: amountPaisa } }),
        ...(before.lowStockThreshold === lowStockThreshold
          ? {}
          : { lowStockThreshold: { from: before.lowStockThreshold, to: lowStockThreshold } }),
      };
      if (Object.keys(changes).length === 0) return { id };
      await tx.db
        .update(products)
        .set({ name, amountPaisa, lowStockThreshold, updatedAt: ctx.now() })
        .where(eq(products.id, id));
      await recordAudit(tx, { action: 'product.updated', subjectKind: 'product', subjectId: id, data: changes });
      return { id };
    });
  },
);
