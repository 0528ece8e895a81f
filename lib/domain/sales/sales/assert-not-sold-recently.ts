import { and, desc, eq, gt, isNotNull, ne, notInArray, or, sql } from 'drizzle-orm';
import { lockUntilCommit } from '@/db/advisory-lock';
import { sales } from '@/db/schema/sales';
import { Conflict } from '@/lib/core/errors';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { SaleRow } from './change-sale';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import type { Purchase } from './sell-from-stock';

/** What a seller is shown of the sale that they are asked about. */
export type EarlierSale = Pick<SaleSummary, 'id' | 'state' | 'createdAt' | 'sellerName' | 'productName'>;

/** After these the customer has nothing of it, and buys for the first time. */
const undone: SaleRow['state'][] = ['failed', 'refunded', 'voided'];

/**
 * Asks before the desk sells a product again to a contact that it was sold to minutes ago, by anybody. In the transaction
 * of `tx`, in which the sale is written too: two presses at the same time wait for each other here, so that the second is
 * asked. An integrator never is. `despiteSaleId` of the purchase is the last sale that the seller was asked about.
 * @throws Conflict `sold_recently`, with the `EarlierSale` as `sale`
 */
export async function assertNotSoldRecently(tx: Context<KeyActor | UserActor>, purchase: Purchase): Promise<void> {
  if (tx.actor.kind === 'key') return;
  const { productId, phone, email, at, reference, despiteSaleId } = purchase;
  const { repeatSaleMinutes } = await getSettings(tx.db);
  const contacts = [phone, email].filter((contact) => contact !== null);
  if (repeatSaleMinutes === 0 || contacts.length === 0) return;
  // In order, so that two sales to the same phone and email never wait for each other.
  for (const contact of contacts.toSorted()) {
    await lockUntilCommit(tx.db, `sell:${productId}:${contact}`);
  }
  const since = new Date(at.getTime() - repeatSaleMinutes * 60_000);
  const isToThem = or(
    phone === null ? sql`false` : eq(sales.phone, phone),
    email === null ? sql`false` : eq(sales.email, email),
  );
  const isAnother = or(ne(sales.reference, reference), isNotNull(sales.integratorId));
  const isLater = gt(sales.id, despiteSaleId);
  const [row] = await selectSales(tx.db)
    .where(
      and(
        eq(sales.productId, productId),
        isToThem,
        isAnother,
        isLater,
        gt(sales.createdAt, since),
        notInArray(sales.state, undone),
      ),
    )
    .orderBy(desc(sales.id))
    .limit(1);
  if (!row) return;
  const { id, state, createdAt, sellerName, productName } = toSaleSummary(row);
  const sale: EarlierSale = { id, state, createdAt, sellerName, productName };
  throw new Conflict(
    'sold_recently',
    `${productName} was sold to this customer just before, as sale ${id}. Nothing was sold now.`,
    { sale },
  );
}
