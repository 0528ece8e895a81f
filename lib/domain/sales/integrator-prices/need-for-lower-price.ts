import { and, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { integratorPrices } from '@/db/schema/integrator-prices';
import { products } from '@/db/schema/products';
import { Conflict } from '@/lib/core/errors';
import { needOf } from '@/lib/domain/sales/credits/need-for-credit';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import type { Need } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import type { setIntegratorPriceInput } from './schemas';

type Input = z.output<typeof setIntegratorPriceInput>;
type Terms = { pricePaisa: number | null; commission: number | null };

/**
 * Charging less is credit that is given sale by sale, without an amount: where credit or prices need two people, so does
 * whatever an integrator could be charged less by, now or after the product's price has changed.
 * @throws NotFound
 */
export async function needForLowerPrice(ctx: Context, input: Input, limits: FourEyes): Promise<Need | null> {
  if (limits.creditPaisa === null && !limits.prices) return null;
  const { integratorId, productId, pricePaisa, commission } = input;
  const [product] = await ctx.db
    .select({ name: products.name, amountPaisa: products.amountPaisa })
    .from(products)
    .where(and(eq(products.id, productId), isNull(products.archivedAt)));
  // What is refused anyway waits for nobody.
  if (!product || !can(ctx.actor, 'money.read') || (pricePaisa ?? 0) > product.amountPaisa) return null;
  const from = await readTerms(ctx, input);
  if (isNeverLower(from, { pricePaisa, commission: commission || null })) return null;
  const changed = { pricePaisa: [from.pricePaisa, pricePaisa], commission: [from.commission ?? 0, commission] };
  const summary = { product: product.name, changed };
  return needOf(ctx, { what: 'A lower price or a higher commission', integratorId, summary });
}

/** Of two changes at the same instant the second is looked at once more, behind the first. @throws Conflict `changed_meanwhile` */
export async function assertStillAlone(tx: Context, input: Input): Promise<void> {
  if (tx.approval || tx.actor.kind === 'system') return;
  if (!(await needForLowerPrice(tx, input, await readFourEyes(tx.db)))) return;
  throw new Conflict('changed_meanwhile', 'Somebody changed this price at the same instant. Look at it again.');
}

async function readTerms({ db }: Context, { integratorId, productId }: Input): Promise<Terms> {
  const [row] = await db
    .select({ pricePaisa: integratorPrices.pricePaisa, commission: integratorPrices.commission })
    .from(integratorPrices)
    .where(and(eq(integratorPrices.integratorId, integratorId), eq(integratorPrices.productId, productId)));
  return row ?? { pricePaisa: null, commission: null };
}

/** Whatever the product costs: back to its own price, a higher one than before, or a lower commission. */
function isNeverLower(from: Terms, to: Terms): boolean {
  if (to.pricePaisa !== null) return from.pricePaisa !== null && to.pricePaisa >= from.pricePaisa;
  return to.commission === null || (from.commission !== null && to.commission <= from.commission);
}
