import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { products } from '@/db/schema/products';
import { resetEnv } from '@/lib/core/env';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { type KhaltiSandbox, startKhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { syncSupplier } from './sync-supplier';

export type ConnectedKhalti = KhaltiSandbox & { disconnect: () => Promise<void> };

/** A Khalti sandbox that this process takes for Khalti itself, until `disconnect`. */
export async function connectKhalti(answerTimeoutMs = 2000): Promise<ConnectedKhalti> {
  const sandbox = await startKhaltiSandbox();
  pointKhaltiAt({ ...sandbox, answerTimeoutMs });
  return {
    ...sandbox,
    async disconnect() {
      pointKhaltiAt(null);
      await sandbox.close();
    },
  };
}

/** Where this process finds Khalti from now on; null: nowhere. */
export function pointKhaltiAt(khalti: { url: string; token: string; answerTimeoutMs?: number } | null): void {
  const settings = {
    KHALTI_BASE_URL: khalti?.url,
    KHALTI_TOKEN: khalti?.token,
    KHALTI_ANSWER_TIMEOUT_MS: khalti?.answerTimeoutMs,
  };
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = String(value);
  }
  resetEnv();
}

/** Khalti's product with this value as it came to us, on sale. */
export async function offerKhaltiProduct(
  db: Executor,
  sandbox: KhaltiSandbox,
  product: { value: string; amount: number },
): Promise<{ id: number; amountPaisa: number }> {
  const ctx: Context = systemContext(db, 'tests');
  sandbox.setProduct(product);
  await syncSupplier(ctx);
  const [row] = await db.select().from(products).where(eq(products.supplierValue, product.value));
  if (!row) throw new Error('The product did not come.');
  await setProductActive(ctx, { id: row.id, active: true });
  return { id: row.id, amountPaisa: row.amountPaisa };
}
