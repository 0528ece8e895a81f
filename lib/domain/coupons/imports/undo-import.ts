import { eq } from 'drizzle-orm';
import { tableImports } from '@/db/schema/table-imports';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import type { ImportKind } from './import-kind';
import { type KeptImport, listImports, type Staying } from './kept-imports';
import { listImportsInput, undoImportInput } from './schemas';
import { listUploads, type UploadProgress } from './table-upload';
import { findUndoable } from './undo-run';
import { personOf } from './upload-operations';

/** What the undo of an import takes back, and what stays because something happened to it since. */
export type UndoPlan = {
  takes: number;
  staying: number;
  /** The first of those that stay. */
  stays: Staying[];
  /** How many are not there any more. */
  gone: number;
};

export const namedAtOnce = 100;

/** `uploads`: files that are at work, or wait for somebody to import them. */
export type RecentImports = { uploads: UploadProgress[]; rows: KeptImport[] };

/** The use cases of taking an import back within a day, by anybody who can import. */
export function undoOperations<Entry>(kind: ImportKind<Entry>) {
  const { subject, permission } = kind;

  /** The imports of the last day, the latest first. @throws Forbidden */
  const recentImports = operation(permission, listImportsInput, async (ctx): Promise<RecentImports> => {
    return { uploads: await listUploads(ctx, subject), rows: await listImports(ctx, subject) };
  });

  /** What an undo would do now. Nothing is written. @throws Forbidden, NotFound, Conflict (`undone`, `importing`) */
  const planUndo = operation(permission, undoImportInput, async (ctx, { id }): Promise<UndoPlan> => {
    const { entryIds, undoSeen } = await findUndoable(ctx, { subject, importId: id }, false);
    const left = entryIds.slice(undoSeen);
    const found = await kind.look(ctx.db, left, false);
    const stays = found.flatMap(({ id: stayId, name, why }) => (why ? [{ id: stayId, name, why }] : []));
    return {
      takes: found.length - stays.length,
      ...{ staying: stays.length, stays: stays.slice(0, namedAtOnce), gone: left.length - found.length },
    };
  });

  /**
   * Has a job take back what an import added. What was used or changed since stays, and is named. A second call while it is under way
   * does nothing more.
   * @throws Forbidden, NotFound, Conflict (`undone`: it was undone before; `importing`)
   */
  const undoImport = operation(permission, undoImportInput, (ctx, { id }) =>
    inTransaction(ctx, async (tx): Promise<{ isRunning: true }> => {
      const { id: undoUserId } = personOf(tx);
      const { undoState } = await findUndoable(tx, { subject, importId: id }, true);
      if (undoState !== 'running') {
        const set = { undoState: 'running', undoUserId, undoFaults: 0 } as const;
        await tx.db.update(tableImports).set(set).where(eq(tableImports.id, id));
        await enqueue(tx.db, 'undo-import', { importId: id });
      }
      return { isRunning: true };
    }),
  );

  return { recentImports, planUndo, undoImport };
}
