import { and, eq, isNull, max } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import type { Context } from '@/lib/platform/context/context';

/** What the most expensive product of Khalti costs that is on sale; null when none is. For use cases: it asks for no permission. */
export async function readHighestPrice(ctx: Context): Promise<number | null> {
  const onSale = and(eq(products.supplier, 'khalti'), eq(products.active, true), isNull(products.withdrawnAt));
  const [highest] = await ctx.db
    .select({ paisa: max(products.amountPaisa) })
    .from(products)
    .where(onSale);
  return highest?.paisa ?? null;
}
