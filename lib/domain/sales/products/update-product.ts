import { and, eq, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { Conflict, NotFound } from '@/lib/core/errors';
import { changedFields } from '@/lib/platform/audit/changed-fields';
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
  async (ctx, { id, ...fields }): Promise<{ id: number }> => {
    return inTransaction(ctx, async (tx) => {
      const [before] = await tx.db
        .select()
        .from(products)
        .where(and(eq(products.id, id), isNull(products.archivedAt)))
        .for('no key update');
      if (!before) throw new NotFound('The product');
      if (before.supplier === 'khalti') {
        throw new Conflict('supplier_decides', 'Name and price of this product are what Khalti says.');
      }
      const changes = changedFields(before, fields);
      if (Object.keys(changes).length === 0) return { id };
      await tx.db
        .update(products)
        .set({ ...fields, updatedAt: ctx.now() })
        .where(eq(products.id, id));
      await recordAudit(tx, { action: 'product.updated', subjectKind: 'product', subjectId: id, data: changes });
      return { id };
    });
  },
);
