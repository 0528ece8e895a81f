import { and, eq, isNull } from 'drizzle-orm';
import { integratorPrices } from '@/db/schema/integrator-prices';
import { products } from '@/db/schema/products';
import { Invalid, NotFound } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { holdIntegrator } from '@/lib/domain/sales/credits/hold-integrator';
import { holdAvailable } from '@/lib/domain/sales/credits/move-credit';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertCan } from '@/lib/platform/context/assert-can';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertStillAlone, needForLowerPrice } from './need-for-lower-price';
import { setIntegratorPriceInput } from './schemas';

/**
 * What an integrator's credit is charged for a product from now on; sales that were made keep what they were charged. The
 * activity says that it was set and not to what: more people read that than see money.
 * @throws Forbidden, also without `money.read`; NeedsSecondPerson, Invalid (above the product's price), NotFound
 */
export const setIntegratorPrice = operation(
  'integrators.write',
  setIntegratorPriceInput,
  async (ctx, input): Promise<{ productId: number }> => {
    const { integratorId, productId, pricePaisa, commission } = input;
    await assertCan(ctx, 'money.read');
    return inTransaction(ctx, async (tx) => {
      await holdIntegrator(tx, integratorId);
      await holdAvailable(tx, integratorId);
      await assertStillAlone(tx, input);
      const [product] = await tx.db
        .select({ amountPaisa: products.amountPaisa })
        .from(products)
        .where(and(eq(products.id, productId), isNull(products.archivedAt)))
        .for('key share');
      if (!product) throw new NotFound('The product');
      if (pricePaisa !== null && pricePaisa > product.amountPaisa) {
        const most = formatPaisa(product.amountPaisa);
        throw new Invalid({
          pricePaisa: [`Enter at most the product’s price, ${most}: nobody is charged more than that.`],
        });
      }
      const terms = { pricePaisa, commission: commission === 0 ? null : commission, updatedAt: tx.now() };
      if (terms.pricePaisa === null && terms.commission === null) {
        await tx.db
          .delete(integratorPrices)
          .where(and(eq(integratorPrices.integratorId, integratorId), eq(integratorPrices.productId, productId)));
      } else {
        await tx.db
          .insert(integratorPrices)
          .values({ integratorId, productId, ...terms })
          .onConflictDoUpdate({ target: [integratorPrices.integratorId, integratorPrices.productId], set: terms });
      }
      const data = { productId };
      await recordAudit(tx, {
        action: 'integrator.price_set',
        subjectKind: 'integrator',
        subjectId: integratorId,
        data,
      });
      return data;
    });
  },
  { freshProof: true, secondPerson: secondPerson('integrator_price', needForLowerPrice) },
);
