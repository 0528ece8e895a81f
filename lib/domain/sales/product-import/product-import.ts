import { and, inArray, isNull } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { Invalid } from '@/lib/core/errors';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import type { ImportKind } from '@/lib/domain/coupons/imports/import-kind';
import { makeIdx } from '@/lib/domain/sales/products/make-idx';
import { type LockedCoupon, requireSale } from '@/lib/domain/sales/products/require-sale';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { productComparison } from './compare-products';
import { type ProductEntry, productForm } from './product-form';
import { lookAtProducts } from './product-import.sql';

const productKind: ImportKind<ProductEntry> = {
  subject: 'product',
  permission: 'products.write',
  path: 'products',
  forms: [productForm],
  // The list of products shows all of them at once.
  rowsLimit: 1000,
  comparison: productComparison,
  table: products,
  insert,
  look: lookAtProducts,
  async undo(ctx, ids) {
    const gone = await ctx.db.delete(products).where(inArray(products.id, ids)).returning({ id: products.id });
    return gone.map(({ id }) => id);
  },
};

/** From the desk's own export, or any table with the name, the value, the price and the coupon of each product. */
export const productImport = importOperations(productKind);

/** As a product is created in the form. Undoing the import leaves the switch of a coupon on: its codes stay dead until they are sold. */
async function insert(tx: Context, entries: ProductEntry[]): Promise<number[]> {
  const locked = await lockCoupons(tx, entries);
  const now = tx.now();
  const rows = entries
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
    .map(({ coupon: _, requiresSale: __, idx, ...fields }) => ({
      ...fields,
      ...{ idx: idx ?? makeIdx(), supplier: 'stock' as const, createdAt: now, updatedAt: now },
    }));
  const made = await tx.db.insert(products).values(rows).onConflictDoNothing().returning();
  await recordAudit(
    tx,
    ...made.map(({ id, name, value, amountPaisa, couponId }) => ({
      ...{ action: 'product.created', subjectKind: 'product', subjectId: id },
      data: { name, value, amountPaisa, couponId, imported: true },
    })),
  );
  const added = new Set(made.map(({ value }) => value));
  const ofSold = new Set(
    entries.flatMap((entry) => (entry.requiresSale && added.has(entry.value) ? [entry.couponId] : [])),
  );
  await requireSale(
    tx,
    locked.filter(({ id }) => ofSold.has(id)),
  );
  return made.map(({ id }) => id).toSorted((a, b) => a - b);
}

/** @throws Invalid: a coupon was deleted since it was looked at */
async function lockCoupons(tx: Context, entries: ProductEntry[]): Promise<LockedCoupon[]> {
  const ids = [...new Set(entries.flatMap(({ couponId }) => couponId ?? []))];
  const locked = await tx.db
    .select({ id: coupons.id, code: coupons.code, requiresSale: coupons.requiresSale })
    .from(coupons)
    .where(and(inArray(coupons.id, ids), isNull(coupons.deletedAt)))
    .orderBy(coupons.id)
    .for('no key update');
  if (locked.length < ids.length) {
    throw new Invalid({ file: ['names a coupon that was deleted meanwhile: check it again'] });
  }
  return locked;
}
