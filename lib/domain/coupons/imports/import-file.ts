import { Conflict, Invalid } from '@/lib/core/errors';
import { anyColumn, readForm, type TableChosen, type TableHead } from '@/lib/core/file-reading/table-reading';
import type { TableFile } from '@/lib/core/table-file';
import { readFileHead } from '@/lib/domain/coupons/files/read-file-head';
import { type Proposed, proposeReading } from '@/lib/domain/coupons/files/remembered-reading';
import { operation } from '@/lib/platform/context/operation';
import { checkOperation } from './check-upload';
import type { ImportKind } from './import-kind';
import { importJobOperation } from './import-upload';
import { leftOutRows } from './left-out-rows';
import { undoJobOperation } from './run-undo';
import { readTableHeadInput, uploadInput } from './schemas';
import { findReading } from './table-upload';
import { undoOperations } from './undo-import';
import { uploadOperations } from './upload-operations';

export type ProposedTable = Proposed<TableHead>;

/** The use cases of an import: as what a file is read, its check, the import and its undo, and the rows that it leaves out. */
export function importOperations<Entry>(kind: ImportKind<Entry>) {
  const wanted = anyColumn(kind.forms);

  /** As what a file is read, what only a person can decide of it, and its first rows. @throws Forbidden, Invalid (`file`, `sheet`) */
  const readHead = operation(
    kind.permission,
    readTableHeadInput,
    (ctx, { file, isWhole, ...chosen }): Promise<ProposedTable> =>
      proposeReading(ctx, file, {
        chosen,
        kind: kind.subject,
        async read(body, as: TableChosen) {
          const { form: _, places: __, unit: ___, ...ofFile } = as;
          const head = await readFileHead(body, isWhole, { ...ofFile, column: 1 }, wanted);
          if (head.rows.length === 0) throw new Invalid({ file: ['holds no rows'] });
          return readForm(head, as, kind.forms);
        },
      }),
  );

  /**
   * The rows of a file that was checked that are left out, and why, and those with something that has no counterpart or is rarely meant.
   * @throws Forbidden, NotFound, Conflict (`not_checked`)
   */
  const exportLeftOut = operation(kind.permission, uploadInput, async (ctx, { id }): Promise<TableFile> => {
    const reading = await findReading(ctx, kind.subject, id);
    if (!reading) throw new Conflict('not_checked', 'This file is not checked: send it again.');
    return { name: `${kind.path}-left-out`, rows: leftOutRows(ctx, kind, reading, id) };
  });

  return {
    subject: kind.subject,
    ...{ readHead, exportLeftOut, ...uploadOperations(kind), ...undoOperations(kind) },
    ...{ runCheck: checkOperation(kind), runImport: importJobOperation(kind), runUndo: undoJobOperation(kind) },
  };
}
