import type { z } from 'zod';
import { type Directory, pathOf, pluralOf } from '@/lib/core/entities/directory';
import type { Fields } from '@/lib/core/entities/field';
import { cellsOfFields, columnsOfFields } from '@/lib/core/entities/field-cells';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { Context } from '@/lib/platform/context/context';
import { recordExport } from '@/lib/platform/exports/record-export';
import { tableExport } from '@/lib/platform/exports/table-export';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { LinkTable } from './count-of-coupons.sql';
import { entryList } from './entry-list';
import { type Entry, entryRows, type OwnTable } from './entry-table';
import { exportEntriesInput } from './schemas';

const pageSize = 1000;

/** The use case that exports a directory's list, with the columns that its import reads. */
export function exportOperation<FS extends Fields>(directory: Directory<FS>, own: OwnTable, links?: LinkTable) {
  const { fields } = directory;
  const plural = pluralOf(directory);
  const { table, columns } = entryRows(directory, own, links);
  const hasMoney = Object.values(fields).some((field) => field.kind === 'integer' && field.unit === 'paisa');
  const header = [
    'id',
    ...columnsOfFields(fields),
    ...(hasMoney ? ['currency'] : []),
    'coupons',
    ...['created_at', 'updated_at', 'archived_at'].flatMap(instantColumns),
  ];

  const cells = (entry: Entry<FS>, timeZone: string): Cell[] => [
    entry.id,
    ...cellsOfFields(fields, entry, timeZone),
    ...(hasMoney ? [currency] : []),
    entry.coupons,
    ...[entry.createdAt, entry.updatedAt, entry.archivedAt].flatMap((at) => instantCells(at, timeZone)),
  ];

  /** The entries that match as a file, by name. Audited. @throws Forbidden, Invalid */
  return tableExport('coupons.read', exportEntriesInput, {
    kind: pathOf(directory),
    columns: () => header,
    record: (ctx, { name, ...rest }) =>
      recordExport(ctx, { action: `${plural}.exported`, what: plural, filter: { ...rest, search: name } }),
    count: (ctx, filter) =>
      ctx.db.$count(table, entryList(plural, table, { ...filter, page: 1, perPage: pageSize }).where),
    rows,
  });

  async function* rows(ctx: Context, filter: z.output<typeof exportEntriesInput>): AsyncGenerator<Cell[][]> {
    const { timeZone } = await getSettings(ctx.db);
    for (let after: string | undefined; ; ) {
      const list = entryList(plural, table, { ...filter, after, page: 1, perPage: pageSize });
      const found = await ctx.db
        .select({ ...columns, sortValue: list.sortValue })
        .from(table)
        .where(list.where)
        .orderBy(...list.orderBy)
        .limit(list.limit);
      const page = list.toPage(found as (Entry<FS> & { sortValue: string | null })[]);
      if (page.rows.length > 0) yield page.rows.map((entry) => cells(entry as unknown as Entry<FS>, timeZone));
      if (page.next === null) return;
      after = page.next;
    }
  }
}
