import { and, eq, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { Conflict, NotFound } from '@/lib/core/errors';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type UpdateProductInput, updateProductInput } from './schemas';

/**
 * Changes name, price or threshold of low stock. The `value` and public id never change: integrators use them.
 * @throws Forbidden, NeedsSecondPerson (a lower price), Invalid, NotFound, Conflict (`supplier_decides`, `changed_meanwhile`)
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
      await assertStillAlone(tx, before, fields);
      await tx.db
        .update(products)
        .set({ ...fields, updatedAt: ctx.now() })
        .where(eq(products.id, id));
      await recordAudit(tx, { action: 'product.updated', subjectKind: 'product', subjectId: id, data: changes });
      return { id };
    });
  },
  { secondPerson: secondPerson('product_price', needForPrice) },
);

type Priced = Pick<typeof products.$inferSelect, 'amountPaisa'>;

const isLower = (before: Priced, after: Priced, { prices }: FourEyes) =>
  prices && after.amountPaisa < before.amountPaisa;

/** A product of a supplier is refused anyway, and waits for nobody. */
async function needForPrice({ db }: Context, input: UpdateProductInput, limits: FourEyes): Promise<Need | null> {
  const { id, amountPaisa } = input;
  const [before] = await db
    .select({ name: products.name, amountPaisa: products.amountPaisa })
    .from(products)
    .where(and(eq(products.id, id), isNull(products.archivedAt), eq(products.supplier, 'stock')));
  if (!before || !isLower(before, input, limits)) return null;
  const summary = { product: before.name, changed: { pricePaisa: [before.amountPaisa, amountPaisa] } };
  return { what: 'Lowering the price of a product', summary, subjectKind: 'product', subjectId: id };
}

/** Somebody may have raised it meanwhile. @throws Conflict `changed_meanwhile` */
async function assertStillAlone(tx: Context, before: Priced, after: Priced): Promise<void> {
  if (tx.approval || tx.actor.kind === 'system') return;
  if (!isLower(before, after, await readFourEyes(tx.db))) return;
  throw new Conflict('changed_meanwhile', 'Somebody changed this price at the same instant. Look at it again.');
}
