import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/core/errors';
import type { ContactKind } from './customer-address';

export type SaleContact = { by: ContactKind; contact: string };

/** The contacts of a sale, the phone number first; `lock` holds back an erasure until the transaction ends. @throws NotFound */
export async function contactsOfSale(db: Executor, saleId: number, lock = false): Promise<SaleContact[]> {
  const read = db.select({ phone: sales.phone, email: sales.email }).from(sales).where(eq(sales.id, saleId));
  const [sale] = await (lock ? read.for('no key update') : read);
  if (!sale) throw new NotFound('The sale');
  return (['phone', 'email'] as const).flatMap((by) => {
    const contact = sale[by];
    return contact === null ? [] : [{ by, contact }];
  });
}

/** The one that is meant, or else the first. */
export const chosenOf = (contacts: SaleContact[], by: ContactKind | undefined): SaleContact | undefined =>
  contacts.find((one) => one.by === by) ?? contacts[0];
