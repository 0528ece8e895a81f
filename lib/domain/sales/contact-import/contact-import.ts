import { inArray, sql } from 'drizzle-orm';
import { customerContacts } from '@/db/schema/customer-contacts';
import { customerNotes } from '@/db/schema/customer-notes';
import { Forbidden } from '@/lib/core/errors';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import { type Compare, type ImportKind, leaveOut } from '@/lib/domain/coupons/imports/import-kind';
import { lookAtImported } from '@/lib/domain/coupons/imports/look-at-imported.sql';
import { reason } from '@/lib/domain/coupons/imports/reasons';
import { findErased, lockErasedContacts } from '@/lib/domain/sales/customers/erased-contacts';
import { findTextsWithPin } from '@/lib/domain/sales/customers/find-pin-in-text';
import type { Context } from '@/lib/platform/context/context';
import { type ContactEntry, contactForm } from './contact-form';

const contactKind: ImportKind<ContactEntry> = {
  subject: 'customer',
  permission: 'customers.manage',
  path: 'customers',
  forms: [contactForm],
  rowsLimit: 25_000,
  comparison: async () => comparisonOf(),
  table: customerContacts,
  insert,
  // Nothing can be done with a contact that keeps it, so that none has to be named.
  look: (db, ids, hold) => lookAtImported(db, { table: sql`${customerContacts}`, name: sql`''`, stays: {} }, ids, hold),
  // Their notes go with them.
  async undo(ctx, ids) {
    const gone = await ctx.db
      .delete(customerContacts)
      .where(inArray(customerContacts.id, ids))
      .returning({ id: customerContacts.id });
    return gone.map(({ id }) => id);
  },
};

/**
 * What another system knew of customers: the language in which they are written to until a sale says another, and a note. Both
 * go with the customer, and at the age of contacts; a contact that was erased is left out. The activity has how many there were,
 * and no contact.
 */
export const contactImport = importOperations(contactKind);

function comparisonOf(): Compare<ContactEntry> {
  const seen = new Set<string>();
  return async ({ db }, rows) => {
    const contacts = rows.flatMap(({ entry }) => entry?.contact ?? []);
    const found = await db
      .select({ contact: customerContacts.contact })
      .from(customerContacts)
      .where(inArray(customerContacts.contact, contacts));
    const known = new Set(found.map(({ contact }) => contact));
    const erased = await findErased(db, contacts);
    const withPin = await findTextsWithPin(
      db,
      rows.flatMap(({ entry }) => (entry?.note && !known.has(entry.contact) ? entry.note : [])),
    );
    for (const row of rows) {
      if (!row.entry) continue;
      const { contact, note } = row.entry;
      if (erased.has(contact)) leaveOut(row, reason('erased', { column: 'contact' }));
      else if (known.has(contact)) row.result = 'existing';
      else if (seen.has(contact)) row.result = 'duplicate';
      else if (note && withPin.has(note)) leaveOut(row, reason('pinInNote', { column: 'note' }));
      else seen.add(contact);
    }
  };
}

async function insert(tx: Context, entries: ContactEntry[]): Promise<number[]> {
  const { actor } = tx;
  if (actor.kind !== 'user') throw new Forbidden('Contacts are imported by people at the desk.');
  const written = { at: tx.now(), authorId: actor.id };
  await lockErasedContacts(tx.db);
  // Erased since the rows were compared.
  const erased = await findErased(
    tx.db,
    entries.map(({ contact }) => contact),
  );
  // In one order, so that two imports wait for each other and never both for the other.
  const some = entries
    .filter(({ contact }) => !erased.has(contact))
    .toSorted((a, b) => (a.contact < b.contact ? -1 : 1));
  if (some.length === 0) return [];
  const made = await tx.db
    .insert(customerContacts)
    .values(some.map(({ contact, language }) => ({ contact, language, ...written })))
    .onConflictDoNothing()
    .returning({ id: customerContacts.id, contact: customerContacts.contact });
  const idOf = new Map(made.map(({ id, contact }) => [contact, id]));
  const notes = some.flatMap(({ contact, note }) => {
    const contactId = idOf.get(contact);
    return note && contactId ? [{ contact, contactId, text: note, ...written }] : [];
  });
  if (notes.length > 0) await tx.db.insert(customerNotes).values(notes);
  return made.map(({ id }) => id).toSorted((a, b) => a - b);
}
