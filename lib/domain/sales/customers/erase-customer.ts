import { Conflict, Invalid, NotFound } from '@/lib/core/errors';
import { bareDigits, localNumber } from '@/lib/core/phone';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { eraseNotes, hasNotes, ownContacts } from './erase-customer.sql';
import { contactsOf, eraseSales, isOpen } from './erase-sales';
import { lockErasedContacts, rememberErased } from './erased-contacts';
import { lockSalesOfCustomer } from './find-sales.sql';
import { eraseCustomerInput } from './schemas';

export type Erased = { sales: number; messages: number; notes: number; auditRows: number };

/**
 * Replaces the contacts of a customer's sales and messages, and what was written of them in notes, reasons and audit rows, by
 * a fixed word. Notes about the customer are deleted. Sales, amounts and counts stay, and a digest of each contact, so that no
 * import brings it back. The audit's chain holds: the row of this erasure says which rows it changed, and to what.
 * @throws Forbidden, NeedsProof, Invalid, NotFound, Conflict (`sale_open`: a sale of theirs has no outcome or no PIN yet)
 */
export const eraseCustomer = operation(
  'customers.manage',
  eraseCustomerInput,
  (ctx, { contact, reason }) =>
    inTransaction(ctx, async (tx): Promise<Erased> => {
      const found = await lockSalesOfCustomer(tx.db, contact);
      await lockErasedContacts(tx.db);
      if (found.length === 0 && !(await hasNotes(tx.db, contact))) throw new NotFound('A sale with this contact');
      if (found.some(isOpen)) {
        throw new Conflict(
          'sale_open',
          'A sale with this contact has no outcome or no PIN yet. Settle it first, then try again.',
        );
      }
      const contacts = contactsOf(found).add(contact);
      assertLeftOut(reason, contacts);
      const erased = await eraseSales(tx, found, contacts);
      const ids = found.map(({ id }) => id);
      const own = await ownContacts(tx.db, ids, contact, [...contacts].sort());
      const notes = await eraseNotes(tx.db, ids, own);
      await rememberErased(tx, own);
      await recordAudit(tx, {
        action: 'customer.erased',
        subjectKind: 'settings',
        subjectId: 1,
        data: { ...erased, notes, reason },
      });
      return { ...erased, notes, auditRows: erased.auditRows.length };
    }),
  { freshProof: 'always' },
);

/** The reason stays in the activity. @throws Invalid */
function assertLeftOut(reason: string, contacts: ReadonlySet<string>): void {
  const bare = (text: string) => bareDigits(text).replaceAll('.', '').toLowerCase();
  const written = bare(reason);
  if (![...contacts].some((contact) => written.includes(bare(localNumber(contact))))) return;
  throw new Invalid({ reason: ['Leave the phone number or the email address out: the reason is kept.'] });
}
