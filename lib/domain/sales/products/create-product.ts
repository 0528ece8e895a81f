import { and, eq, isNull, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/sales';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { makeIdx } from './make-idx';
import { createProductInput } from './schemas';

export type Product = { id: number; idx: string; name: string; value: string; amountPaisa: number; couponId: number };

/**
 * Puts the available codes of a coupon on sale. Unless it is said otherwise, its codes work once they are sold.
 * @throws Forbidden, Invalid (no such coupon, value taken)
 */
export const createProduct = operation('products.write', createProductInput, async (ctx, input): Promise<Product> => {
  return inTransaction(ctx, async (tx) => {
    const [coupon] = await tx.db
      .select({ id: coupons.id, code: coupons.code, requiresSale: coupons.requiresSale })
      .from(coupons)
      .where(and(eq(coupons.id, input.couponId), isNull(coupons.deletedAt)))
      .for('no key update');
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
    if (input.requiresSale && !coupon.requiresSale) await requireSale(tx, coupon);
    return { ...row, name, value, amountPaisa, couponId };
  }).catch((error: unknown) => {
    if (violatedConstraint(error) !== 'products_value_key') throw error;
    throw new Invalid({ value: ['Another product has this value. Choose a different one.'] });
  });
});

/** From now on the coupon's codes are dead until they are sold. */
async function requireSale(tx: Context, { id, code }: { id: number; code: string }): Promise<void> {
  const changes = { requiresSale: true, version: sql`${coupons.version} + 1`, updatedAt: tx.now() };
  await tx.db.update(coupons).set(changes).where(eq(coupons.id, id));
  const data = { code, changed: { requiresSale: [false, true] } };
  await recordAudit(tx, { action: 'coupon.updated', subjectKind: 'coupon', subjectId: id, data });
}
