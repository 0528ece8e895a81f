import { and, eq, isNull } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { makeIdx } from './make-idx';
import { requireSale } from './require-sale';
import { valueKey, valuesByKey } from './same-value';
import { type CreateProductInput, createProductInput } from './schemas';

export type Product = { id: number; idx: string } & Omit<CreateProductInput, 'requiresSale'>;

/**
 * Puts the available codes of a coupon on sale. Unless it is said otherwise, its codes work once they are sold.
 * @throws Forbidden, NeedsSecondPerson, Invalid (no such coupon, value taken)
 */
export const createProduct = operation(
  'products.write',
  createProductInput,
  async (ctx, input): Promise<Product> => {
    const { requiresSale, ...fields } = input;
    return inTransaction(ctx, async (tx) => {
      const [coupon] = await tx.db
        .select({ id: coupons.id, code: coupons.code, requiresSale: coupons.requiresSale })
        .from(coupons)
        .where(and(eq(coupons.id, fields.couponId), isNull(coupons.deletedAt)))
        .for('no key update');
      if (!coupon) throw new Invalid({ couponId: ['This coupon does not exist any more. Choose another.'] });
      if (await isTaken(tx, fields.value)) throw new Invalid(valueTaken);
      const now = ctx.now();
      const [row] = await tx.db
        .insert(products)
        .values({ ...fields, idx: makeIdx(), supplier: 'stock', createdAt: now, updatedAt: now })
        .returning({ id: products.id, idx: products.idx });
      if (!row) throw new Error('The product was not written.');
      await recordAudit(tx, { action: 'product.created', subjectKind: 'product', subjectId: row.id, data: fields });
      if (requiresSale) await requireSale(tx, [coupon]);
      return { ...row, ...fields };
    }).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'products_value_key') throw error;
      throw new Invalid(valueTaken);
    });
  },
  { secondPerson: secondPerson('product_new', needForProduct) },
);

const valueTaken = { value: ['Another product has this value. Choose a different one.'] };

const isTaken = async ({ db }: Context, value: string) => (await valuesByKey(db)).has(valueKey(value));

/** What the approval of a product is called. */
export const newProduct = 'A new product';

/** What it will be charged is one person's word. A coupon or a value that is refused anyway waits for nobody. */
async function needForProduct(ctx: Context, input: CreateProductInput, { prices }: FourEyes): Promise<Need | null> {
  if (!prices) return null;
  const { name, value, couponId, amountPaisa } = input;
  const [coupon] = await ctx.db
    .select({ code: coupons.code })
    .from(coupons)
    .where(and(eq(coupons.id, couponId), isNull(coupons.deletedAt)));
  if (!coupon || (await isTaken(ctx, value))) return null;
  const summary = { product: name, value, coupon: coupon.code, pricePaisa: amountPaisa };
  return { what: newProduct, summary, subjectKind: 'coupon', subjectId: couponId };
}
