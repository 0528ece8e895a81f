import { sql } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import type { SupplierProduct } from '@/lib/adapters/khalti/outcomes';
import type { RechargeMethod } from '@/lib/core/entities/recharge-card';
import { makeIdx } from '@/lib/domain/sales/products/make-idx';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';

type NewProduct = SupplierProduct & {
  /** What Khalti is sent. */
  supplierValue: string;
  supplierMethod: RechargeMethod | null;
};

/** Adds what Khalti offers as a product that is switched off. For use cases: it asks for no permission. */
export async function insertSupplierProduct(
  tx: Context,
  { idx, name, value, amountPaisa, supplierValue, supplierMethod }: NewProduct,
): Promise<number> {
  const now = tx.now();
  const taken = sql`exists (select from products where value = ${value} and archived_at is null)`;
  const [row] = await tx.db
    .insert(products)
    .values({
      idx: makeIdx(),
      name,
      // What integrators send has to be unique here; Khalti is still sent its own.
      value: sql`case when ${taken} then ${`${value} (khalti ${idx})`} else ${value} end`,
      supplier: 'khalti',
      supplierIdx: idx,
      supplierValue,
      supplierMethod,
      amountPaisa,
      active: false,
      createdAt: now,
      updatedAt: now,
    })
    .returning({ id: products.id });
  if (!row) throw new Error('The product was not written.');
  const data = { name, value, amountPaisa, supplier: 'khalti' };
  await recordAudit(tx, { action: 'product.created', subjectKind: 'product', subjectId: row.id, data });
  return row.id;
}
