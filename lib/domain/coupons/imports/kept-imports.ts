import { and, desc, eq, gt, lt } from 'drizzle-orm';
import { tableImports } from '@/db/schema/table-imports';
import { Conflict, NotFound } from '@/lib/core/errors';
import { actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

const day = 24 * 60 * 60 * 1000;
const listedAtOnce = 20;

const { id, fileName, added, createdBy, createdAt, undoneAt, undoneBy, undone } = tableImports;
const shown = { id, fileName, added, createdBy, createdAt, undoneAt, undoneBy, undone };

/** An import of the last day, and what came of its undo. */
export type KeptImport = Pick<typeof tableImports.$inferSelect, keyof typeof shown>;

const dayAgo = ({ now }: Pick<Context, 'now'>) => new Date(now().getTime() - day);

/** Keeps what an import made, so that it can be taken back within a day. */
export async function keepImport(
  tx: Context,
  of: { subject: string; fileName: string; ids: number[] },
): Promise<number> {
  const { ids: entryIds, ...named } = of;
  const [kept] = await tx.db
    .insert(tableImports)
    .values({ ...named, added: entryIds.length, entryIds, createdBy: actorName(tx.actor), createdAt: tx.now() })
    .returning({ id });
  if (!kept) throw new Error('The import was not kept.');
  return kept.id;
}

export const listImports = (ctx: Context, subject: string): Promise<KeptImport[]> =>
  ctx.db
    .select(shown)
    .from(tableImports)
    .where(and(eq(tableImports.subject, subject), gt(createdAt, dayAgo(ctx))))
    .orderBy(desc(id))
    .limit(listedAtOnce);

/**
 * The ids of what an import made. With `hold` nobody else undoes it until the transaction ends.
 * @throws NotFound, Conflict (`undone`: it was undone before)
 */
export async function idsOfImport(
  ctx: Context,
  { subject, importId }: { subject: string; importId: number },
  hold: boolean,
): Promise<number[]> {
  const ofSubject = and(eq(id, importId), eq(tableImports.subject, subject), gt(createdAt, dayAgo(ctx)));
  const found = ctx.db.select({ entryIds: tableImports.entryIds, undoneAt }).from(tableImports).where(ofSubject);
  const [kept] = await (hold ? found.for('update') : found);
  if (!kept) throw new NotFound('An import of the last day');
  if (kept.undoneAt) throw new Conflict('undone', 'This was undone already.');
  return kept.entryIds;
}

export async function markUndone(tx: Context, importId: number, count: number): Promise<void> {
  const set = { undoneAt: tx.now(), undoneBy: actorName(tx.actor), undone: count };
  await tx.db.update(tableImports).set(set).where(eq(id, importId));
}

export async function forgetOldImports(ctx: Pick<Context, 'db' | 'now'>): Promise<void> {
  await ctx.db.delete(tableImports).where(lt(createdAt, dayAgo(ctx)));
}
