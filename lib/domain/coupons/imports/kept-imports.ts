import { and, desc, eq, exists, gt, isNotNull, isNull, lt, ne, not, or, sql } from 'drizzle-orm';
import { tableImports, tableUploads } from '@/db/schema/table-imports';
import { actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { StaysFor } from './import-kind';
import type { Upload } from './upload-run';

const day = 24 * 60 * 60 * 1000;
const listedAtOnce = 20;

export type Staying = { id: number; name: string; why: StaysFor };

const { id, fileName, added, createdBy, createdAt, undoneAt, undoneBy, undone } = tableImports;
const { entryIds, undoState, undoSeen, undoStaying, undoStays, undoGone } = tableImports;
const shown = {
  ...{ id, fileName, added, createdBy, createdAt, undoneAt, undoneBy, undone },
  ...{ undoState, undoSeen, undoStaying, undoStays, undoGone },
};
type Shown = Pick<typeof tableImports.$inferSelect, keyof typeof shown>;

/** An import of the last day, and what came of its undo, or how far that is. `undoStays`: the first of those that stay. */
export type KeptImport = Omit<Shown, 'undoStays'> & { undoStays: Staying[] };

const asKept = (row: Shown): KeptImport => ({ ...row, undoStays: row.undoStays as Staying[] });

export const dayAgo = ({ now }: Pick<Context, 'now'>) => new Date(now().getTime() - day);

/** What an import made was undone before its end: a process of the version before can. */
export class UndoneMeanwhile extends Error {}

/**
 * Keeps what a part of an import made, so that it can be taken back within a day. The transaction of `tx` holds the file.
 * @throws UndoneMeanwhile
 */
export async function addToImport(tx: Context, upload: Upload, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const { id: uploadId, importId, subject, ...of } = upload;
  if (importId === null) {
    const [kept] = await tx.db
      .insert(tableImports)
      .values({
        ...{ subject, fileName: of.fileName, added: ids.length, entryIds: ids },
        ...{ createdBy: actorName(tx.actor), createdAt: tx.now() },
      })
      .returning({ id });
    if (!kept) throw new Error('The import was not kept.');
    await tx.db.update(tableUploads).set({ importId: kept.id }).where(eq(tableUploads.id, uploadId));
    return;
  }
  const more = sql`${`{${ids.join(',')}}`}::bigint[]`;
  const [kept] = await tx.db
    .update(tableImports)
    .set({ added: sql`${added} + ${ids.length}`, entryIds: sql`${entryIds} || ${more}` })
    .where(and(eq(id, importId), isNull(undoneAt)))
    .returning({ id });
  if (!kept) throw new UndoneMeanwhile();
}

/** How much an import made so far, and the first and the last of it; null while that is nothing. */
export async function findMade({ db }: Context, { importId }: Pick<Upload, 'importId'>) {
  if (importId === null) return null;
  const firstId = sql`${entryIds}[1]`.mapWith(Number);
  const lastId = sql`${entryIds}[cardinality(${entryIds})]`.mapWith(Number);
  const [made] = await db.select({ added, firstId, lastId }).from(tableImports).where(eq(id, importId));
  return made ?? null;
}

/** Whether its file is still being imported. */
export const isGrowing = ({ db }: Pick<Context, 'db'>) =>
  exists(
    db
      .select({ id: tableUploads.id })
      .from(tableUploads)
      .where(and(eq(tableUploads.importId, id), eq(tableUploads.state, 'importing'))),
  );

/** Those that are whole, the newest first. */
export async function listImports(ctx: Context, subject: string): Promise<KeptImport[]> {
  const rows = await ctx.db
    .select(shown)
    .from(tableImports)
    .where(and(eq(tableImports.subject, subject), gt(createdAt, dayAgo(ctx)), not(isGrowing(ctx))))
    .orderBy(desc(id))
    .limit(listedAtOnce);
  return rows.map(asKept);
}

export async function findImport({ db }: Context, importId: number): Promise<KeptImport | null> {
  const [row] = await db.select(shown).from(tableImports).where(eq(id, importId));
  return row ? asKept(row) : null;
}

/** Files with what is left of them, and what imports made. What is at work then has one more day to end. */
export async function forgetOldImports(ctx: Pick<Context, 'db' | 'now'>): Promise<void> {
  const twoDaysAgo = new Date(dayAgo(ctx).getTime() - day);
  const isImporting = eq(tableUploads.state, 'importing');
  const isEnded = or(not(isImporting), lt(tableUploads.createdAt, twoDaysAgo));
  await ctx.db.delete(tableUploads).where(and(lt(tableUploads.createdAt, dayAgo(ctx)), isEnded));
  const isUndone = or(isNull(undoState), ne(undoState, 'running'), isNotNull(undoneAt), lt(createdAt, twoDaysAgo));
  await ctx.db.delete(tableImports).where(and(lt(createdAt, dayAgo(ctx)), isUndone, not(isGrowing(ctx))));
}
