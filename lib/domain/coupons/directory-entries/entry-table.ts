import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { userGroups } from '@/db/schema/directories';
import type { Directory } from '@/lib/core/entities/directory';
import type { Fields, ValuesOf } from '@/lib/core/entities/field';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { countOfCoupons, type LinkTable } from './count-of-coupons.sql';

/** What every table of entries has. Its own columns are known by their declaration. */
export type EntryTable = typeof userGroups;
export type OwnTable = PgTable & Record<'id' | 'name' | 'archivedAt', AnyPgColumn>;

/** A row as everybody outside sees it. */
export type Entry<FS extends Fields = Fields> = ValuesOf<FS> & {
  id: number;
  name: string;
  /** How many coupons in use are limited to it. */
  coupons: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
};

/** The rows of a directory, for its use cases; nothing here asks for a permission. */
export function entryRows<FS extends Fields>({ noun }: Directory<FS>, own: OwnTable, links?: LinkTable) {
  const table = own as unknown as EntryTable;
  const used = links ? countOfCoupons(links) : sql<number>`0`;
  const { integratorId, ...shown } = getTableColumns(table);
  const columns = { ...shown, coupons: used.as('coupons') };

  return {
    table,
    columns,

    /** Archived or not. @throws NotFound */
    async read(ctx: Context, id: number): Promise<Entry<FS>> {
      const [row] = await ctx.db.select(columns).from(table).where(eq(table.id, id));
      if (!row) throw new NotFound(`The ${noun}`);
      return row as Entry<FS>;
    },

    /** A key that is limited reads every entry, for its coupons, and changes those of its own company. @throws Forbidden */
    async assertOwn(ctx: Context, id: number): Promise<void> {
      const { actor } = ctx;
      if (actor.kind !== 'key' || actor.couponLimit === 'all') return;
      const [row] = await ctx.db.select({ integratorId }).from(table).where(eq(table.id, id));
      if (row && row.integratorId !== actor.integratorId) {
        throw new Forbidden(`This API key changes only what its own company made, and this ${noun} is not.`);
      }
    },

    /** Holds its row until the transaction ends. @throws NotFound, Conflict `archived` */
    async lock(ctx: Context, id: number): Promise<Entry<FS>> {
      const [row] = await ctx.db.select(columns).from(table).where(eq(table.id, id)).for('update');
      if (!row) throw new NotFound(`The ${noun}`);
      if (row.archivedAt) {
        throw new Conflict('archived', `This ${noun} is archived. Restore it before you change it.`);
      }
      return row as Entry<FS>;
    },
  };
}
