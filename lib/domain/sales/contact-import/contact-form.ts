import { z } from 'zod';
import { type CustomerLanguage, isCustomerLanguage } from '@/lib/core/entities/customer-language';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { isDamagedNumber } from '@/lib/core/file-reading/damaged-number';
import type { FormColumn } from '@/lib/core/file-reading/table-reading';
import type { ImportForm } from '@/lib/domain/coupons/imports/import-kind';
import { reason, refusal } from '@/lib/domain/coupons/imports/reasons';
import { addCustomerNoteInput, exportCustomerInput } from '@/lib/domain/sales/customers/schemas';

const languageWords: Record<string, CustomerLanguage> = {
  ...{ english: 'en', अङ्ग्रेजी: 'en', inglês: 'en', ingles: 'en' },
  ...{ nepali: 'ne', नेपाली: 'ne', nepalês: 'ne', nepales: 'ne' },
  ...{ portuguese: 'pt', पोर्चुगिज: 'pt', português: 'pt', portugues: 'pt' },
};

const schema = z.object({
  contact: exportCustomerInput.shape.contact,
  language: z
    .string()
    .transform((written) => languageWords[written.toLowerCase()] ?? written.toLowerCase().replace(/[-_][a-z]{2}$/, ''))
    .refine(isCustomerLanguage, 'Write en, ne or pt.')
    .nullable(),
  note: addCustomerNoteInput.shape.text.nullable(),
});

/** A customer of a file, by one contact. */
export type ContactEntry = z.output<typeof schema>;

const columns = [
  {
    name: 'contact',
    headers: [
      ...['phone', 'phone number', 'mobile', 'mobile number', 'email', 'email address', 'e mail'],
      ...['phone or email', 'फोन वा इमेल', 'telefone ou e-mail'],
      ...['फोन', 'मोबाइल', 'इमेल', 'telefone', 'celular', 'contato'],
    ],
    isNeeded: true,
  },
  { name: 'language', headers: ['भाषा', 'idioma', 'língua', 'lingua'] },
  {
    name: 'note',
    headers: [
      'note about this customer',
      'यस ग्राहकबारे टिप्पणी',
      'nota sobre este cliente',
      'notes',
      'comment',
      'टिप्पणी',
      'nota',
      'observação',
      'observacao',
    ],
  },
] as const satisfies FormColumn[];
export type ContactColumn = (typeof columns)[number]['name'];

/** One contact a row, with the language of messages, a note, or both. */
export const contactForm: ImportForm<ContactEntry> = {
  name: 'own',
  columns,
  async read([contact = '', language = '', note = '']) {
    if (isDamagedNumber(contact)) return { problems: [reason('damaged', { column: 'contact' })] };
    const parsed = schema.safeParse({ contact, language: language || null, note: note || null });
    if (!parsed.success) {
      const problems = Object.entries(fieldErrorsOf(parsed.error));
      return { problems: problems.flatMap(([name, errors = []]) => errors.map((words) => refusal(name, words))) };
    }
    const { data: entry } = parsed;
    return entry.language || entry.note ? { entry } : { problems: [reason('neither')] };
  },
};

/** Its columns, for the screen. */
export const contactColumns = columns.map((column) => ({
  name: column.name,
  ...('isNeeded' in column ? { isNeeded: column.isNeeded } : {}),
}));
