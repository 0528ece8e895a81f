import { and, eq, isNull, ne } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { setProductActiveInput } from './schemas';

/** Switches a product on or off. Off, it is not listed and every purchase of it fails. @throws Forbidden, NotFound */
export const setProductActive = operation(
  'products.write',
  setProductActiveInput,
  async (ctx, input): Promise<{ id: number; active: boolean }> => {
    const { id, active } = input;
    return inTransaction(ctx, async (tx) => {
      const live = and(eq(products.id, id), isNull(products.archivedAt));
      const [changed] = await tx.db
        .update(products)
        .set({ active, updatedAt: ctx.now() })
        .where(and(live, ne(products.active, active)))
        .returning({ id: products.id });
      if (changed) {
        const action = active ? 'product.switched_on' : 'product.switched_off';
        await recordAudit(tx, { action, subjectKind: 'product', subjectId: id });
        return { id, active };
      }
      const [known] = await tx.db.select({ id: products.id }).from(products).where(live);
      if (!known) throw new NotFound('The product');
      return { id, active };
    });
  },
);
