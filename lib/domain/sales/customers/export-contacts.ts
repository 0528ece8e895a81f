import { desc, inArray } from 'drizzle-orm';
import { customerNotes } from '@/db/schema/customer-notes';
import { localNumber } from '@/lib/core/phone';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type ContactRow, countContacts, readContacts } from './contacts-file.sql';
import { addCustomerNoteInput } from './schemas';

// The first three are what the import of contacts reads; the names of the others propose none of its columns.
const header = ['contact', 'language', 'note', 'note_count', 'sales', ...instantColumns('last_sale_at')];
const pageSize = 1000;
const what = 'customers';

/**
 * Every customer's contact as a file, in order, with what the import of contacts reads. It is an export of contacts, so it needs a
 * fresh proof and is audited before the first row is read. @throws Forbidden, NeedsProof
 */
export const exportContacts = tableExport(
  'customers.manage',
  noInput,
  {
    kind: 'customers',
    columns: () => header,
    record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'customers.exported', what }),
    count: (ctx) => countContacts(ctx.db),
    rows,
  },
  { freshProof: true },
);

async function* rows(ctx: Context): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  for (let last = ''; ; ) {
    const page = await readContacts(ctx.db, last, pageSize);
    const notes = await notesOf(ctx, page);
    if (page.length > 0) yield page.map((row) => cells(row, notes.get(row.contact) ?? [], timeZone));
    if (page.length < pageSize) return;
    if (last === '') recordSecurityEvent(ctx, { kind: 'data.exported_in_bulk', data: { what } });
    last = page.at(-1)?.contact ?? '';
  }
}

async function notesOf({ db }: Context, page: ContactRow[]): Promise<Map<string, { text: string }[]>> {
  if (page.length === 0) return new Map();
  const found = await db
    .select({ contact: customerNotes.contact, text: customerNotes.text })
    .from(customerNotes)
    .where(
      inArray(
        customerNotes.contact,
        page.map(({ contact }) => contact),
      ),
    )
    .orderBy(desc(customerNotes.id));
  return Map.groupBy(found, ({ contact }) => contact);
}

const cells = ({ contact, language, sales, last_at }: ContactRow, notes: { text: string }[], timeZone: string) => [
  contact.includes('@') ? contact : localNumber(contact),
  language,
  noteOf(notes),
  notes.length,
  sales,
  ...instantCells(last_at, timeZone),
];

/** The newest notes, as many whole ones as the import takes as one. */
function noteOf(notes: { text: string }[]): string {
  let text = '';
  for (const note of notes) {
    const longer = text ? `${text}\n${note.text}` : note.text;
    if (!addCustomerNoteInput.shape.text.safeParse(longer).success) break;
    text = longer;
  }
  return text;
}
