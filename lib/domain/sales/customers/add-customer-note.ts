import { customerNotes } from '@/db/schema/customer-notes';
import { erasedContact } from '@/lib/core/erased-contact';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { chosenOf, contactsOfSale } from './customer-of-sale';
import { hasSoldPin } from './find-pin-in-text';
import { addCustomerNoteInput } from './schemas';

/**
 * Writes something down about the customer of a sale. The activity says who and when; what was written is in the note alone, so
 * that it goes with the customer. @throws Forbidden, NotFound, Invalid (a PIN in it), Conflict (`no_contact`, `contact_erased`)
 */
export const addCustomerNote = operation(
  'sales.sell',
  addCustomerNoteInput,
  async (ctx, { saleId, by, text }): Promise<{ id: number }> => {
    const { actor } = ctx;
    if (actor.kind !== 'user') throw new Forbidden('Notes are written by people at the desk.');
    return inTransaction(ctx, async (tx) => {
      const chosen = chosenOf(await contactsOfSale(tx.db, saleId, true), by);
      if (!chosen)
        throw new Conflict('no_contact', 'This sale has no contact, so there is no customer to write about.');
      if (chosen.contact === erasedContact) {
        throw new Conflict(
          'contact_erased',
          'The contact of this sale was erased. Nothing more is kept about the customer.',
        );
      }
      if (await hasSoldPin(tx.db, text)) {
        throw new Invalid({
          text: ['Leave the PIN out: everybody who sees sales can read a note. Name the sale instead.'],
        });
      }
      const [note] = await tx.db
        .insert(customerNotes)
        .values({ contact: chosen.contact, saleId, at: tx.now(), authorId: actor.id, text })
        .returning({ id: customerNotes.id });
      if (!note) throw new Error('The note was not written.');
      const data = { noteId: note.id };
      await recordAudit(tx, { action: 'customer.note_added', subjectKind: 'sale', subjectId: saleId, data });
      return note;
    });
  },
);
