import { eq } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import type { PayOutcome } from '@/lib/adapters/khalti/outcomes';
import { logger } from '@/lib/core/logger';
import { formatPaisa } from '@/lib/core/money';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';
import { type Context, systemContext } from '@/lib/platform/context/context';

/** Khalti did not take the order as it was sent: its product or price may be another one by now. */
const refusals: ReadonlySet<string> = new Set(['khalti:1010', 'khalti:1011']);

/**
 * The outcome of a payment, and where the order was refused for its product or price, with what Khalti offers now as the reason:
 * its products are read at once, so that the next sale is right. Without an answer the reason stays Khalti's own words.
 */
export async function explainRefusal(
  ctx: Context,
  sale: { productId: number; amountPaisa: number },
  outcome: PayOutcome,
): Promise<PayOutcome> {
  if (outcome.kind !== 'failed' || !refusals.has(outcome.code)) return outcome;
  try {
    await syncSupplier({ ...systemContext(ctx.db, 'refused payment'), now: ctx.now });
  } catch (error) {
    logger.error({ err: error }, 'Khalti’s products could not be read after a refusal');
    return outcome;
  }
  const [offered] = await ctx.db
    .select({ amountPaisa: products.amountPaisa, withdrawnAt: products.withdrawnAt })
    .from(products)
    .where(eq(products.id, sale.productId));
  if (offered?.withdrawnAt) return { ...outcome, reason: 'Khalti does not offer it any more' };
  if (!offered || offered.amountPaisa === sale.amountPaisa) return outcome;
  return { ...outcome, reason: `Khalti’s price is now ${formatPaisa(offered.amountPaisa)}` };
}
