import { erasedContact } from '@/lib/core/erased-contact';
import { isOpenSale } from '@/lib/domain/sales/sales/sale-transitions';
import type { Context } from '@/lib/platform/context/context';
import { type ErasedRow, eraseContacts, eraseFromTexts, hashAuditRows } from './erase-customer.sql';
import type { CustomerSale } from './find-sales.sql';

/** Its outcome needs the contact: what it sold has yet to be sent, also where only the PIN is missing. */
export const isOpen = ({ state }: CustomerSale): boolean => isOpenSale(state);

export type ErasedSales = {
  sales: number;
  messages: number;
  /** What is left in the audit rows that changed: the audit row of the erasure says it, so that the chain holds. */
  auditRows: ErasedRow[];
};

/**
 * Replaces every contact of sales that the caller has locked, in the sales, their messages and in what was written of them, by a
 * fixed word.
 */
export async function eraseSales(
  tx: Context,
  found: CustomerSale[],
  contacts: ReadonlySet<string> = contactsOf(found),
): Promise<ErasedSales> {
  const ids = found.map(({ id }) => id);
  const messages = await eraseContacts(tx.db, ids, tx.now().toISOString());
  const changed = new Set<number>();
  for (const contact of [...contacts].sort()) {
    for (const id of await eraseFromTexts(tx.db, ids, contact)) changed.add(id);
  }
  return { sales: ids.length, messages, auditRows: await hashAuditRows(tx.db, [...changed]) };
}

/** Those that are not erased yet. */
export function contactsOf(found: CustomerSale[]): Set<string> {
  return new Set(found.flatMap((sale) => sale.contacts).filter((contact) => contact !== erasedContact));
}
