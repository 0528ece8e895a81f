import { sql } from 'drizzle-orm';
import { tableImports } from '@/db/schema/table-imports';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { findUserActor } from '@/lib/platform/auth/session';
import { actorName, type SystemActor, type UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { withFaults } from '@/lib/platform/jobs/with-faults';
import type { ImportKind } from './import-kind';
import type { Staying } from './kept-imports';
import { runUndoInput } from './schemas';
import { namedAtOnce } from './undo-import';
import { beginUndo, type Import, keepUndo } from './undo-run';

/** So few are locked at once that a redemption or a sale of one of them waits for a moment. */
const undoneAtOnce = 200;

/**
 * Takes an import back, part by part: what a part takes and how far the undo is are written together. May be interrupted anywhere and
 * called again, also while another run is still going: it continues after the last part.
 */
export const undoJobOperation = <Entry>(kind: ImportKind<Entry>) =>
  operation(
    null,
    runUndoInput,
    async (ctx: Context<SystemActor>, { importId, signal, partSize = undoneAtOnce }): Promise<void> => {
      const kept = await beginUndo(ctx, importId);
      if (!kept) return;
      const actor = kept.undoUserId === null ? null : await findUserActor(ctx.db, kept.undoUserId);
      const person: Context<SystemActor | UserActor> = actor ? { ...ctx, actor } : ctx;
      const giveUp = () =>
        inTransaction(person, async (tx) => {
          await keepUndo(tx, kept, { undoState: 'failed' });
          await recordUndone(tx, kept);
        });
      const undoFaults = sql`${tableImports.undoFaults} + 1`;
      const count = async () => (await keepUndo(ctx, kept, { undoFaults })).undoFaults;
      const named = { tableImportId: importId };
      await withFaults({ signal, count, giveUp, named }, async () => {
        if (!actor || !can(actor, kind.permission)) return giveUp();
        while (kept.undoSeen < kept.entryIds.length) {
          signal?.throwIfAborted();
          Object.assign(kept, await inTransaction(person, (tx) => undoPart(tx, kind, kept, partSize)));
        }
        await inTransaction(person, async (tx) => {
          const undone = { undone: kept.undoneIds.length, undoneAt: tx.now(), undoneBy: actorName(tx.actor) };
          await keepUndo(tx, kept, { ...undone, undoState: null });
          await recordUndone(tx, kept);
        });
      });
    },
  );

/** Locks the import, then what the part has of it, by id. Gives how far the undo is then. */
async function undoPart<Entry>(tx: Context, kind: ImportKind<Entry>, kept: Import, size: number) {
  const { entryIds, undoneIds, undoSeen, undoStaying, undoGone } = kept;
  const undoStays = kept.undoStays as Staying[];
  await keepUndo(tx, kept, { undoFaults: 0 });
  const ids = entryIds.slice(undoSeen, undoSeen + size);
  const found = await kind.look(tx.db, ids, true);
  const takes = found.flatMap(({ id, why }) => (why ? [] : [id]));
  const stays = found.flatMap(({ id, name, why }) => (why ? [{ id, name, why }] : []));
  const taken = takes.length > 0 ? await kind.undo(tx, takes) : [];
  const progress = {
    undoSeen: undoSeen + ids.length,
    undoneIds: [...undoneIds, ...taken],
    undoStaying: undoStaying + stays.length,
    undoStays: [...undoStays, ...stays].slice(0, namedAtOnce),
    undoGone: undoGone + ids.length - found.length,
  };
  await keepUndo(tx, kept, progress);
  return progress;
}

/** One event of all that was taken back, at the end. */
async function recordUndone(tx: Context, { subject, fileName, undoneIds: ids }: Import): Promise<void> {
  const [first] = ids;
  if (first === undefined) return;
  const data = { fileName, count: ids.length, lastId: ids.at(-1), ...(ids.length <= mostNamed ? { ids } : {}) };
  await recordAudit(tx, { action: `${subject}.import_undone`, subjectKind: subject, subjectId: first, data });
}

const mostNamed = 1000;
