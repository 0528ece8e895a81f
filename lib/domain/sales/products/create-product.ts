import { and, eq, isNull } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/sales';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { makeIdx } from './make-idx';
import { createProductInput } from './schemas';

export type Product = { id: number; idx: string; name: string; value: string; amountPaisa: number; couponId: number };

/** Puts the available codes of a coupon on sale. @throws Forbidden, Invalid (no such coupon, value taken) */
export const createProduct = operation('products.write', createProductInput, async (ctx, input): Promise<Product> => {
  return inTransaction(ctx, async (tx) => {
    const [coupon] = await tx.db
      .select({ id: coupons.id })
      .from(coupons)
      .where(and(eq(coupons.id, input.couponId), isNull(coupons.deletedAt)))
      .for('key share');
    if (!coupon) throw new Invalid({ couponId: ['This coupon does not exist any more. Choose another.'] });
    const now = ctx.now();
    const { name, value, amountPaisa, couponId } = input;
    const [row] = await tx.db
      .insert(products)
      .values({
        idx: makeIdx(),
        name,
        value,
        amountPaisa,
        couponId,
        supplier: 'stock',
        createdAt: now,
        updatedAt: now,
      })
      .returning({ id: products.id, idx: products.idx });
    if (!row) throw new Error('The product was not written.');
    await recordAudit(tx, {
      action: 'product.created',
      subjectKind: 'product',
      subjectId: row.id,
      data: { name, value, amountPaisa, couponId },
    });
    return { ...row, name, value, amountPaisa, couponId };
  }).catch((error: unknown) => {
    if (violatedConstraint(error) !== 'products_value_key') throw error;
    throw new Invalid({ value: ['Another product has this value. Choose a different one.'] });
  });
});
