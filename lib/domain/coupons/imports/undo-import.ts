import type { Context } from '@/lib/platform/context/context';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { Imported, ImportKind, StaysFor } from './import-kind';
import { idsOfImport, type KeptImport, listImports, markUndone } from './kept-imports';
import { listImportsInput, undoImportInput } from './schemas';

export type Staying = { id: number; name: string; why: StaysFor };

/** What the undo of an import takes back, and what stays because something happened to it since. */
export type UndoPlan = {
  takes: number;
  staying: number;
  /** The first of those that stay. */
  stays: Staying[];
  /** How many are not there any more. */
  gone: number;
};

const namedAtOnce = 100;

type Undone = Omit<UndoPlan, 'takes'> & { undone: number };

/** The use cases of taking an import back within a day, by anybody who can import. */
export function undoOperations<Entry>(kind: ImportKind<Entry>) {
  const { subject, permission } = kind;

  /** The imports of the last day, the latest first. @throws Forbidden */
  const recentImports = operation(permission, listImportsInput, async (ctx): Promise<{ rows: KeptImport[] }> => {
    return { rows: await listImports(ctx, subject) };
  });

  /** What an undo would do now. Nothing is written. @throws Forbidden, NotFound, Conflict (`undone`) */
  const planUndo = operation(permission, undoImportInput, async (ctx, { id }): Promise<UndoPlan> => {
    const { takes, ...plan } = await look(ctx, id, false);
    return { takes: takes.length, ...plan };
  });

  /**
   * Takes back what an import added. What was used or changed since stays, and is named.
   * @throws Forbidden, NotFound, Conflict (`undone`: it was undone before)
   */
  const undoImport = operation(permission, undoImportInput, (ctx, { id }) =>
    inTransaction(ctx, async (tx): Promise<Undone> => {
      const { takes, ...plan } = await look(tx, id, true);
      const undone = takes.length > 0 ? await kind.undo(tx, takes) : 0;
      await markUndone(tx, id, undone);
      return { undone, ...plan };
    }),
  );

  async function look(ctx: Context, importId: number, hold: boolean) {
    const ids = await idsOfImport(ctx, { subject, importId }, hold);
    const found: Imported[] = await kind.look(ctx.db, ids, hold);
    const stays = found.flatMap(({ id, name, why }) => (why ? [{ id, name, why }] : []));
    return {
      takes: found.flatMap(({ id, why }) => (why ? [] : [id])),
      ...{ staying: stays.length, stays: stays.slice(0, namedAtOnce), gone: ids.length - found.length },
    };
  }

  return { recentImports, planUndo, undoImport };
}
