import { randomUUID } from 'node:crypto';
import { eq, isNull } from 'drizzle-orm';
import { afterEach, beforeEach } from 'vitest';
import type { Executor } from '@/db/client';
import { supplierDifferences } from '@/db/schema/comparisons';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { type KhaltiSandbox, startKhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { prepared } from '@/test/prepared';
import { listComparisons } from './list-comparisons';
import { runComparison } from './run-comparison';
import type { TheirBook } from './schemas';
import { syncSupplier } from './sync-supplier';

/** A Khalti sandbox that this process takes for Khalti itself, until `close`. */
export async function connectKhalti(answerTimeoutMs = 2000): Promise<KhaltiSandbox> {
  const sandbox = await startKhaltiSandbox();
  pointKhaltiAt({ ...sandbox, answerTimeoutMs });
  return {
    ...sandbox,
    async close() {
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

/** For a file of tests: a database of its own, people, and in each test a Khalti and our sales, both with empty books. */
export function provideBooks() {
  const database = openTestDatabase();
  const admin = prepared(() => makeUserContext(database.db, 'admin'));
  const seller = prepared(() => makeUserContext(database.db, 'support'));
  const khalti = {} as KhaltiSandbox;
  let product: { id: number; amountPaisa: number };
  beforeEach(async () => {
    Object.assign(khalti, await connectKhalti(500));
    await database.sql`truncate sales, supplier_comparisons, supplier_differences cascade`;
    product = await offerKhaltiProduct(database.db, khalti, { value: 'cine', amount: 100 });
  });
  afterEach(() => khalti.close());

  async function buy(): Promise<{ id: number; reference: string }> {
    const order = { productId: product.id, reference: randomUUID(), expectedAmountPaisa: product.amountPaisa };
    const { sale } = await sell(seller, order);
    const [row] = await database.db.select().from(sales).where(eq(sales.id, sale.id));
    return { id: sale.id, reference: row?.supplierReference ?? '' };
  }
  const lately = () => ({ from: new Date(Date.now() - 3_600_000), until: new Date(Date.now() + 3_600_000) });
  /** Khalti's own books, whole. */
  const theirBooks = (): TheirBook[] =>
    khalti.books().map(({ reference, state, amountPaisa, refundedPaisa, pin }) => ({
      reference,
      kind: state === 'Success' ? 'succeeded' : 'failed',
      amountPaisa,
      refundedPaisa,
      pin,
    }));
  return { database, admin, seller, khalti, buy, lately, theirBooks };
}

/** The same with comparisons, what they found, and sales of which the books differ. */
export function provideComparisons() {
  const books = provideBooks();
  const { database, admin, khalti, buy, lately, theirBooks } = books;
  const system = prepared(() => systemContext(database.db, 'Compare khalti'));
  const compare = () => runComparison(system, lately());
  const compareWhole = () => runComparison(system, { ...lately(), books: theirBooks() });
  const open = () => database.db.select().from(supplierDifferences).where(isNull(supplierDifferences.closedAt));
  const openKinds = async () => (await open()).map(({ kind }) => kind).sort();
  const lastRun = async () => (await listComparisons(admin)).runs[0];
  const buyWithoutPin = () => {
    khalti.fault({ kind: 'no-pin' });
    return buy();
  };
  async function buyAndRefundFalsely(): Promise<{ id: number; reference: string }> {
    const sale = await buyWithoutPin();
    await markSaleRefunded(admin, { saleId: sale.id, reason: 'Ticket 88', evidence: 'None, a mistake' });
    return sale;
  }
  const runs = { system, compare, compareWhole, open, openKinds, lastRun };
  return { ...books, ...runs, buyWithoutPin, buyAndRefundFalsely };
}
