import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { Context } from '@/lib/platform/context/context';
import { magicReference } from '@/lib/platform/test-mode/magic-values';

/**
 * What the sandbox of Khalti does with a purchase, by the reference of the integrator, which Khalti is not sent. Undefined: it sells.
 * For the process of test mode: it asks for no permission.
 */
export async function findMagicFault({ db }: Context, supplierReference: string) {
  const [sale] = await db
    .select({ reference: sales.reference })
    .from(sales)
    .where(eq(sales.supplierReference, supplierReference));
  return sale && magicReference(sale.reference)?.fault;
}
