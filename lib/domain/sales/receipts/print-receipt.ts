import { eq, sql } from 'drizzle-orm';
import { receiptCopies, receiptNumbers, receipts } from '@/db/schema/receipts';
import { Conflict, Forbidden } from '@/lib/core/errors';
import { fiscalYearOf, formatReceiptNumber } from '@/lib/core/fiscal-year';
import { readSerial } from '@/lib/domain/sales/pins/read-sale-pin';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { addSaleNote, lockSale } from '@/lib/domain/sales/sales/change-sale';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName, type UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings, type Settings } from '@/lib/platform/settings/get-settings';
import { countPinChanges } from './pin-changes';
import { receiptUrl } from './receipt-link';
import { printReceiptInput } from './schemas';

export type PrintedReceipt = {
  /** `2083/84-000012` */
  number: string;
  /** 1 for the receipt itself. */
  copy: number;
  /** When its number was given. */
  createdAt: string;
  /** What a supplier gave with the PIN. */
  serial: string | null;
  /** Where anybody can see whether it is genuine; null where the desk does not know its own address. */
  url: string | null;
  company: Pick<Settings, 'companyName' | 'address' | 'taxNumber' | 'receiptTerms'>;
};

/**
 * What a receipt says next to its sale and PIN. The first one takes the next number of the Nepali fiscal year, in the same
 * transaction, so that no number is left out or given twice; each later one is a copy of it. All are in the sale's timeline.
 * @throws Forbidden, NotFound, Conflict `sale_without_pin`
 */
export const printReceipt = operation(
  'sales.sell',
  printReceiptInput,
  (ctx: Context<UserActor>, { saleId }): Promise<PrintedReceipt> =>
    inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      if (revealRule(tx.actor, sale.sellerId) === 'forbidden') {
        const others = await nameRolesThatCan(tx.db, 'sales.reveal');
        throw new Forbidden(`Only the seller can print this receipt, and ${others}.`);
      }
      if (sale.state !== 'succeeded') {
        throw new Conflict('sale_without_pin', 'This sale has no PIN, so there is no receipt.');
      }
      const { fiscalYear, number, createdAt } = await findOrNumber(tx, saleId);
      const copy = (await tx.db.$count(receiptCopies, eq(receiptCopies.saleId, saleId))) + 1;
      const pinChanges = await countPinChanges(tx.db, saleId);
      const at = tx.now();
      await tx.db.insert(receiptCopies).values({ saleId, copy, at, actorName: actorName(tx.actor), pinChanges });
      const name = formatReceiptNumber(fiscalYear, number);
      await addSaleNote(
        tx,
        sale,
        copy === 1 ? `Receipt ${name} was printed.` : `Receipt ${name}: copy ${copy} was printed.`,
      );
      const data = { number: name, copy };
      await recordAudit(tx, { action: 'sale.receipt_printed', subjectKind: 'sale', subjectId: saleId, data });
      const { companyName, address, taxNumber, receiptTerms } = await getSettings(tx.db);
      return {
        number: name,
        copy,
        createdAt: createdAt.toISOString(),
        serial: await readSerial(tx.db, saleId),
        url: receiptUrl({ fiscalYear, number, copy }),
        company: { companyName, address, taxNumber, receiptTerms },
      };
    }),
  { freshProof: 'after_away' },
);

/** For a sale that is locked. The row of the year is held until the transaction ends: numbers are committed in their order. */
async function findOrNumber(tx: Context, saleId: number): Promise<typeof receipts.$inferSelect> {
  const [known] = await tx.db.select().from(receipts).where(eq(receipts.saleId, saleId));
  if (known) return known;
  const createdAt = tx.now();
  const fiscalYear = fiscalYearOf(createdAt);
  const [taken] = await tx.db
    .insert(receiptNumbers)
    .values({ fiscalYear, last: 1 })
    .onConflictDoUpdate({ target: receiptNumbers.fiscalYear, set: { last: sql`${receiptNumbers.last} + 1` } })
    .returning({ number: receiptNumbers.last });
  if (!taken) throw new Error(`No number was given in fiscal year ${fiscalYear}.`);
  const [made] = await tx.db
    .insert(receipts)
    .values({ saleId, fiscalYear, createdAt, ...taken })
    .returning();
  if (!made) throw new Error(`The receipt of sale ${saleId} was not written.`);
  return made;
}
