import type { Cell, TableFile } from '@/lib/core/table-file';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { keepExport } from './keep-export';
import { makeExport } from './make-export';

/** Its rows by the names of its columns. */
export async function rowsOf({ rows }: TableFile): Promise<Record<string, Cell>[]> {
  const all: Cell[][] = [];
  for await (const some of rows) all.push(...some);
  const [header = [], ...body] = all;
  return body.map((cells) => Object.fromEntries(header.map((name, at) => [String(name), cells[at]])));
}

/** As if it had more rows than somebody waits for. */
export const large = ({ repeatable, ...table }: TableFile): TableFile => {
  if (!repeatable) throw new Error('This table cannot be made again.');
  return { ...table, repeatable: { ...repeatable, count: async () => 10_001 } };
};

/** An export of the coupons that a job has made for this person; its id. */
export async function makeExportFile(ctx: Context<UserActor>): Promise<number> {
  const kept = await keepExport(ctx, large(await exportCoupons(ctx, {})), { as: 'csv', columns: null });
  if (!kept) throw new Error('It was not left to a job.');
  await makeExport(systemContext(ctx.db, 'Make export'), kept);
  return kept.fileId;
}
