import { and, eq, inArray } from 'drizzle-orm';
import { tableUploads } from '@/db/schema/table-imports';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { checkedFile } from '@/lib/domain/coupons/files/read-records';
import { rememberReading } from '@/lib/domain/coupons/files/remembered-reading';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName, type UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import type { ImportKind } from './import-kind';
import { importedBytes } from './imported-bytes';
import { keptTables } from './kept-tables';
import { formOf } from './read-rows';
import { receiveFileInput, startImportInput, uploadInput } from './schemas';
import { readUpload, type TableUpload } from './table-upload';
import { keepProgress } from './upload-run';

/** The use cases of a file with a table: it is taken in, checked by a job, looked at, and imported by a job. */
export function uploadOperations<Entry>(kind: ImportKind<Entry>) {
  const { permission, subject } = kind;
  const ofSubject = (id: number) => and(eq(tableUploads.id, id), eq(tableUploads.subject, subject));

  /**
   * Takes in a file, encrypted, and has a job check it. One that breaks off, or is no table, leaves nothing.
   * @throws Forbidden, Invalid (`file`, or how it is read)
   */
  const receiveFile = operation(
    permission,
    receiveFileInput,
    async (ctx, { fileName, file, shape, ...reading }): Promise<{ id: number }> => {
      const { id: userId } = personOf(ctx);
      formOf(kind, reading);
      const table = await checkedFile(reading, file);
      const [upload] = await ctx.db
        .insert(tableUploads)
        .values({
          ...{ subject, fileName, reading, userId, state: 'receiving' },
          ...{ createdBy: actorName(ctx.actor), createdAt: ctx.now() },
        })
        .returning({ id: tableUploads.id, run: tableUploads.run });
      if (!upload) throw new Error('The file was not written.');
      try {
        await keptTables.keep(ctx, upload.id, bounded(table), async () => undefined);
        await inTransaction(ctx, async (tx) => {
          await keepProgress(tx, upload, { state: 'checking' });
          if (shape) await rememberReading(tx, shape, reading);
          await enqueue(tx.db, 'check-table', { uploadId: upload.id });
        });
        return { id: upload.id };
      } catch (error) {
        await ctx.db.delete(tableUploads).where(eq(tableUploads.id, upload.id));
        throw error;
      }
    },
  );

  /** How far the check or the import of a file is, and what came of it. @throws Forbidden, NotFound */
  const getFile = operation(
    permission,
    uploadInput,
    (ctx, { id }): Promise<TableUpload<Entry>> => readUpload<Entry>(ctx, subject, id),
  );

  /**
   * Has a job add what is new in a file that was checked. What is there already stays as it is, also where the file differs from it.
   * A second call does nothing more.
   * @throws Forbidden, NotFound, Conflict (`not_checked`, `nothing_to_import`, `not_confirmed`: rows that look like no data, or are
   * rarely meant)
   */
  const startImport = operation(permission, startImportInput, (ctx, { id, confirmed, meant }) =>
    inTransaction(ctx, async (tx): Promise<TableUpload<Entry>> => {
      const { id: userId } = personOf(tx);
      const [upload] = await tx.db.select().from(tableUploads).where(ofSubject(id)).for('update');
      if (upload?.state === 'checked') {
        const { notData, warned, newRows } = upload;
        if (newRows === 0) throw new Conflict('nothing_to_import', 'None of its rows can be imported.');
        if (!confirmed && notData > 0) {
          throw new Conflict('not_confirmed', 'Look at what is doubtful in this file, and confirm it.', { notData });
        }
        if (!meant && warned > 0) {
          throw new Conflict('not_confirmed', 'Look at what this file is warned of, and confirm it.', { warned });
        }
        const set = { state: 'importing', rowsDone: 0, faults: 0, userId, meant } as const;
        await tx.db.update(tableUploads).set(set).where(ofSubject(id));
        await enqueue(tx.db, 'import-table', { uploadId: id });
      }
      const started = await readUpload<Entry>(tx, subject, id);
      if (started.state !== 'importing' && started.state !== 'done') {
        throw new Conflict('not_checked', 'This file is not checked: send it again.', { state: started.state });
      }
      return started;
    }),
  );

  /**
   * Stops the check or the import of a file, and forgets the file. What was added by then stays, and can be undone.
   * @throws Forbidden, NotFound, Conflict (`ended`)
   */
  const cancelFile = operation(permission, uploadInput, (ctx, { id }) =>
    inTransaction(ctx, async (tx): Promise<TableUpload<Entry>> => {
      const isOpen = inArray(tableUploads.state, ['checking', 'checked', 'importing']);
      const [upload] = await tx.db
        .update(tableUploads)
        .set({ state: 'cancelled', sealedResult: null, sealingKeyId: null })
        .where(and(ofSubject(id), isOpen))
        .returning({ fileName: tableUploads.fileName });
      const now = await readUpload<Entry>(tx, subject, id);
      if (!upload)
        throw new Conflict('ended', 'This has ended already; nothing is left to cancel.', { state: now.state });
      await keptTables.forget(tx, id);
      const data = { kind: subject, ...upload, count: now.imported?.added ?? 0 };
      await recordAudit(tx, { action: 'import.cancelled', subjectKind: 'import', subjectId: id, data });
      return now;
    }),
  );

  return { receiveFile, getFile, startImport, cancelFile };
}

/** What a job does is done as a person: it looks at their rights again. @throws Forbidden */
export function personOf({ actor }: Context): UserActor {
  if (actor.kind !== 'user') throw new Forbidden('Files are imported by people at the desk.');
  return actor;
}

async function* bounded(file: FileBody): FileBody {
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.byteLength;
    if (bytes > importedBytes) throw new Invalid({ file: [`is larger than ${importedBytes / 1024 / 1024} MiB`] });
    yield piece;
  }
}
