import { and, inArray, isNull } from 'drizzle-orm';
import { type Directory, pathOf } from '@/lib/core/entities/directory';
import { apiName, entriesOf, type Field, type Fields, type ValuesOf } from '@/lib/core/entities/field';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { isDamagedNumber } from '@/lib/core/file-reading/damaged-number';
import type { FormColumn } from '@/lib/core/file-reading/table-reading';
import type { LinkTable } from '@/lib/domain/coupons/directory-entries/count-of-coupons.sql';
import type { EntryTable, OwnTable } from '@/lib/domain/coupons/directory-entries/entry-table';
import { newEntryInput } from '@/lib/domain/coupons/directory-entries/schemas';
import { compareNames } from './compare-names.sql';
import type { Compare, ImportForm, ImportKind } from './import-kind';
import { insertEntries } from './insert-entries.sql';
import { lookAtEntries } from './look-at-entries.sql';
import { readCell, wrongCurrency } from './read-cell';
import { type Reason, reason, refusal } from './reasons';
import { importedRowsLimit } from './schemas';

/** What columns are called next to their own names, in English, Nepali and Portuguese. */
const otherHeaders: Record<string, string[]> = {
  name: ['nome', 'नाम'],
  tvodType: ['type', 'tipo', 'प्रकार'],
  pricePaisa: ['price rupees', 'preço', 'preco', 'मूल्य'],
  durationDays: ['days', 'dias', 'दिन'],
};

/** What its export has next to its fields. */
const said = ['id', 'coupons', 'created at', 'updated at', 'archived at'].flatMap((name) => [name, `${name} local`]);

/** The import of a directory's entries: a column for each field, named as in the API; money in rupees, as people write it. */
export function directoryKind<FS extends Fields>(
  directory: Directory<FS>,
  own: OwnTable,
  links: LinkTable,
): ImportKind<ValuesOf<FS>> {
  type Entry = ValuesOf<FS>;
  const { singular, fields, words } = directory;
  const table = own as unknown as EntryTable;
  const schema = newEntryInput(fields, words);
  const declared = entriesOf(fields);
  const hasMoney = declared.some(([, field]) => isMoney(field));
  const problemsOf = (errors: Record<string, string[]>): Reason[] =>
    declared.flatMap(([name, field]) => {
      const words = errors[name] && isMoney(field) ? [rupeeRefusal(field)] : (errors[name] ?? []);
      return words.map((said) => refusal(apiName(name, field), said));
    });

  const form: ImportForm<Entry> = {
    name: 'own',
    columns: [
      ...declared.map(
        ([name, field]): FormColumn => ({
          name: apiName(name, field),
          headers: otherHeaders[name] ?? [],
          isNeeded: true,
        }),
      ),
      ...(hasMoney ? [{ name: 'currency', headers: ['मुद्रा', 'moeda'] }] : []),
    ],
    said,
    read: async (cells, tools) => {
      const damaged = declared.flatMap(([name, field], at) =>
        field.kind === 'name' && isDamagedNumber(cells[at] ?? '')
          ? [reason('damaged', { column: apiName(name, field) })]
          : [],
      );
      if (damaged.length > 0) return { problems: damaged };
      const given = await Promise.all(
        declared.map(async ([name, field], at) => [name, await readCell(field, cells[at] ?? '', tools)]),
      );
      const parsed = schema.safeParse(Object.fromEntries(given));
      const problems = [
        ...(parsed.success ? [] : problemsOf(fieldErrorsOf(parsed.error))),
        ...wrongCurrency('price', cells[declared.length] ?? ''),
      ];
      return parsed.success && problems.length === 0 ? { entry: parsed.data as Entry } : { problems };
    },
  };

  return {
    subject: singular,
    permission: 'coupons.write',
    path: pathOf(directory),
    forms: [form],
    rowsLimit: importedRowsLimit,
    comparison: async () => comparisonOf(own),
    table: own,
    insert: (ctx, entries) => insertEntries(ctx.db, { table: own, declared, entries, at: ctx.now().toISOString() }),
    look: (db, ids, hold) => lookAtEntries(db, { own, links }, ids, hold),
    undo: async (ctx, ids) => {
      const at = ctx.now();
      const taken = await ctx.db
        .update(table)
        .set({ archivedAt: at, updatedAt: at })
        .where(and(inArray(table.id, ids), isNull(table.archivedAt)))
        .returning({ id: table.id });
      return taken.map(({ id }) => id);
    },
  };
}

/** The database compares names, as its index does. */
function comparisonOf(table: OwnTable): Compare<unknown> {
  const seen = new Set<string>();
  return async ({ db }, rows) => {
    const names = rows.map(({ entry }) => (entry as { name?: string }).name);
    for (const { place, existing, key } of await compareNames(db, table, names)) {
      const row = rows[place - 1];
      if (row && (existing || seen.has(key))) row.result = existing ? 'existing' : 'duplicate';
      seen.add(key);
    }
  };
}

type Money = Extract<Field, { kind: 'integer' }>;
const isMoney = (field: Field): field is Money => field.kind === 'integer' && field.unit === 'paisa';

/** The API's words name minor units, which nobody writes in a file. */
function rupeeRefusal(field: Money): string {
  const [min, max] = [field.min, field.max].map((paisa) => (paisa / 100).toLocaleString('en-US'));
  return `must be an amount from ${min} to ${max} rupees, such as 250 or 250.50`;
}
