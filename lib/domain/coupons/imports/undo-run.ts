import { and, eq, gt, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { tableImports } from '@/db/schema/table-imports';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { Superseded } from '@/lib/platform/jobs/with-faults';
import { dayAgo, isGrowing } from './kept-imports';

export type Import = typeof tableImports.$inferSelect;
/** An undo that is at work, under the number of its run. */
export type RunningUndo = Pick<Import, 'id' | 'undoRun'>;

/**
 * An import of the last day that is not undone. With `hold` nobody else undoes it until the transaction ends.
 * @throws NotFound, Conflict (`undone`: it was undone before; `importing`)
 */
export async function findUndoable(
  ctx: Context,
  { subject, importId }: { subject: string; importId: number },
  hold: boolean,
): Promise<Import> {
  const ofSubject = and(
    eq(tableImports.id, importId),
    eq(tableImports.subject, subject),
    gt(tableImports.createdAt, dayAgo(ctx)),
  );
  const found = ctx.db.select().from(tableImports).where(ofSubject);
  const [kept] = await (hold ? found.for('update') : found);
  if (!kept) throw new NotFound('An import of the last day');
  if (kept.undoneAt) throw new Conflict('undone', 'This was undone already.');
  if ((await ctx.db.$count(tableImports, and(ofSubject, isGrowing(ctx)))) > 0) {
    throw new Conflict('importing', 'This is still being imported. Cancel that first.');
  }
  return kept;
}

/** Begins a run at an undo; earlier runs of it end with what they write next. */
export async function beginUndo({ db }: Context, importId: number): Promise<Import | undefined> {
  const [kept] = await db
    .update(tableImports)
    .set({ undoRun: sql`${tableImports.undoRun} + 1` })
    .where(and(eq(tableImports.id, importId), eq(tableImports.undoState, 'running')))
    .returning();
  return kept;
}

/** Writes how far an undo is, and locks its import until the end of the transaction. @throws Superseded */
export async function keepUndo(
  { db }: Context,
  { id, undoRun }: RunningUndo,
  set: PgUpdateSetSource<typeof tableImports>,
): Promise<Pick<Import, 'undoFaults'>> {
  const isOwn = and(
    eq(tableImports.id, id),
    eq(tableImports.undoRun, undoRun),
    eq(tableImports.undoState, 'running'),
    sql`${tableImports.undoneAt} is null`,
  );
  const [own] = await db.update(tableImports).set(set).where(isOwn).returning({ undoFaults: tableImports.undoFaults });
  if (!own) throw new Superseded();
  return own;
}
