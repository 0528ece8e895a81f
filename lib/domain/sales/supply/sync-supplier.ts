import { and, eq, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { suppliers } from '@/db/schema/suppliers';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { ProductList, SupplierBalance, SupplierProduct, Unanswered } from '@/lib/adapters/khalti/outcomes';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { insertSupplierProduct } from './insert-supplier-product';
import { readHighestPrice } from './read-highest-price';
import { noteAlert, recordCall, type SupplierCallKind } from './record-call';

export type SyncResult = {
  added: number;
  changed: number;
  withdrawn: number;
  /** Why the list could not be read, in the supplier's words; null when it was. */
  trouble: string | null;
};

/**
 * Reads Khalti's products and balance, and keeps ours in step: new ones come switched off, changed names and prices are
 * taken over, and those that the list is without cannot be sold until they are back.
 * @throws Forbidden, Conflict `not_connected`
 */
export const syncSupplier = operation('suppliers.write', noInput, async (ctx): Promise<SyncResult> => {
  const client = findKhaltiClient();
  if (!client)
    throw new Conflict('not_connected', 'Khalti is not connected: KHALTI_BASE_URL and KHALTI_TOKEN are not set.');
  const list = await called(ctx, 'products', () => client.listProducts());
  const balance = await called(ctx, 'balance', () => client.balance());
  return inTransaction(ctx, async (tx) => {
    const refused = [list, balance].find((answer) => answer.kind === 'unanswered' && answer.alert);
    if (refused?.kind === 'unanswered') await noteAlert(tx, refused);
    else if (list.kind === 'answered' && balance.kind === 'answered') await endAlert(tx, balance.availablePaisa);
    if (balance.kind === 'answered') await keepBalance(tx, balance.availablePaisa);
    if (list.kind === 'unanswered') return { added: 0, changed: 0, withdrawn: 0, trouble: list.words };
    return { ...(await keepProducts(tx, list)), trouble: null };
  });
});

/** The job: nothing to do where Khalti is not connected. */
export async function syncWhenConnected(ctx: Context<SystemActor>): Promise<void> {
  if (findKhaltiClient()) await syncSupplier(ctx);
}

async function called<A extends ProductList | SupplierBalance>(
  ctx: Context,
  kind: SupplierCallKind,
  call: () => Promise<A | Unanswered>,
): Promise<A | Unanswered> {
  const started = performance.now();
  const answer = await call();
  const outcome = answer.kind === 'unanswered' ? { outcome: answer.reason, words: answer.words } : { outcome: 'ok' };
  await recordCall(ctx, { kind, tookMs: performance.now() - started, ...outcome });
  return answer;
}

/**
 * Answers to both calls prove that the account works, so an alert about it is over; one about its right to buy they do
 * not touch, and one about its credit is over when there is more of it, or enough for every product that is on sale.
 */
async function endAlert(tx: Context, availablePaisa: number): Promise<void> {
  const [row] = await tx.db.select().from(suppliers).where(eq(suppliers.name, 'khalti')).for('update');
  if (row?.alertCode === 'khalti:1008' || row?.alertCode === 'khalti:1009') return;
  if (row?.alertCode === 'khalti:1016' && availablePaisa <= (row.balancePaisa ?? 0)) {
    const highestPaisa = await readHighestPrice(tx);
    if (highestPaisa === null || availablePaisa < highestPaisa) return;
  }
  await noteAlert(tx, null);
}

async function keepBalance(tx: Context, balancePaisa: number): Promise<void> {
  const columns = { balancePaisa, balanceAt: tx.now() };
  await tx.db
    .insert(suppliers)
    .values({ name: 'khalti', ...columns })
    .onConflictDoUpdate({ target: suppliers.name, set: columns });
}

async function keepProducts(tx: Context, list: ProductList): Promise<Omit<SyncResult, 'trouble'>> {
  // One run at a time: each locks the supplier's row first.
  const productsReadAt = tx.now();
  await tx.db
    .insert(suppliers)
    .values({ name: 'khalti', productsReadAt })
    .onConflictDoUpdate({ target: suppliers.name, set: { productsReadAt } });
  const counts = { added: 0, changed: 0, kept: 0, withdrawn: 0 };
  // They are on no list; a process that did not know them may have missed them there.
  await tx.db
    .update(products)
    .set({ withdrawnAt: null, updatedAt: productsReadAt })
    .where(and(isNotNull(products.supplierMethod), isNotNull(products.withdrawnAt)));
  for (const offered of list.products) counts[await keepProduct(tx, offered)] += 1;
  // An entry that could not be read may be the very product that seems to be missing.
  if (list.unreadable === 0) counts.withdrawn = await withdrawOthers(tx, list.products);
  return { added: counts.added, changed: counts.changed, withdrawn: counts.withdrawn };
}

async function keepProduct(tx: Context, offered: SupplierProduct): Promise<'added' | 'changed' | 'kept'> {
  const ours = and(eq(products.supplier, 'khalti'), eq(products.supplierIdx, offered.idx), isNull(products.archivedAt));
  const [known] = await tx.db.select().from(products).where(ours).for('no key update');
  if (!known) {
    await insertSupplierProduct(tx, { ...offered, supplierValue: offered.value, supplierMethod: null });
    return 'added';
  }
  const isPriceNew = known.amountPaisa !== offered.amountPaisa;
  const changes = {
    ...(known.name === offered.name ? {} : { name: { from: known.name, to: offered.name } }),
    ...(isPriceNew ? { amountPaisa: { from: known.amountPaisa, to: offered.amountPaisa } } : {}),
    ...(known.supplierValue === offered.value ? {} : { value: { from: known.supplierValue, to: offered.value } }),
    ...(known.withdrawnAt ? { offered: { from: false, to: true } } : {}),
  };
  if (Object.keys(changes).length === 0) return 'kept';
  await tx.db
    .update(products)
    .set({
      name: offered.name,
      amountPaisa: offered.amountPaisa,
      supplierValue: offered.value,
      withdrawnAt: null,
      updatedAt: tx.now(),
      ...(isPriceNew ? { previousAmountPaisa: known.amountPaisa, priceChangedAt: tx.now() } : {}),
    })
    .where(eq(products.id, known.id));
  await recordAudit(tx, { action: 'product.updated', subjectKind: 'product', subjectId: known.id, data: changes });
  return 'changed';
}

async function withdrawOthers(tx: Context, offered: SupplierProduct[]): Promise<number> {
  const withdrawnAt = tx.now();
  const gone = await tx.db
    .update(products)
    .set({ withdrawnAt, updatedAt: withdrawnAt })
    .where(
      and(
        eq(products.supplier, 'khalti'),
        isNull(products.withdrawnAt),
        isNull(products.archivedAt),
        isNull(products.supplierMethod),
        offered.length > 0
          ? notInArray(
              products.supplierIdx,
              offered.map(({ idx }) => idx),
            )
          : undefined,
      ),
    )
    .returning({ id: products.id });
  const entries = gone.map(({ id }) => ({ action: 'product.withdrawn', subjectKind: 'product', subjectId: id }));
  await recordAudit(tx, ...entries);
  return gone.length;
}
