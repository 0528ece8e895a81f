import { DomainError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { analyzeTable } from './analyze-table.sql';
import type { ImportKind, ReadAs, ValidatedRow } from './import-kind';
import { addToImport, findMade, UndoneMeanwhile } from './kept-imports';
import { keptTables } from './kept-tables';
import { readRows } from './read-rows';
import { runUploadInput } from './schemas';
import { asItsPerson, beginRun, keepProgress, type RunningUpload, type Upload } from './upload-run';
import { comparedAtOnce, readable } from './validate-parts';

const triesOfPart = 3;
/** Of fewer, reading all is as good as an index to Postgres. */
const analyzedAt = 2000;

/**
 * Adds what is new in a file that was checked, part by part: what a part adds and how far the import is are written together. May be
 * interrupted anywhere and called again, also while another run is still going: it continues after the last part.
 */
export const importJobOperation = <Entry>(kind: ImportKind<Entry>) =>
  operation(
    null,
    runUploadInput,
    async (ctx: Context<SystemActor>, { uploadId, signal, partSize = comparedAtOnce }): Promise<void> => {
      const upload = await beginRun(ctx, uploadId, 'importing');
      if (!upload) return;
      const { rowsDone: after, reading } = upload;
      let rowsDone = after;
      const given = { permission: kind.permission, signal, after: recordImported };
      await asItsPerson(ctx, upload, given, async (person) => {
        const end = (state: 'done' | 'cancelled') =>
          inTransaction(person, async (tx) => {
            const ended = await keepProgress(tx, upload, { state });
            await keptTables.forget(tx, uploadId);
            await recordImported(tx, ended);
          });
        const file = keptTables.read(ctx, uploadId);
        try {
          await readRows(person, kind, reading as ReadAs, { file, after, size: partSize }, async (rows) => {
            signal?.throwIfAborted();
            rowsDone += rows.length;
            await addPart(person, kind, upload, { rows, rowsDone });
          });
        } catch (error) {
          if (!(error instanceof UndoneMeanwhile)) throw error;
          return end('cancelled');
        }
        await end('done');
      });
    },
  );

/** `rowsDone`: of the file, with these. */
type Part<Entry> = { rows: ValidatedRow<Entry>[]; rowsDone: number };

/** Something was taken, or went, between the look and the write: it is looked at again. */
async function addPart<Entry>(
  person: Context,
  kind: ImportKind<Entry>,
  upload: RunningUpload,
  { rows, rowsDone }: Part<Entry>,
): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      // A comparison writes into them what it found.
      return await tryPart(person, kind, upload, { rows: structuredClone(rows), rowsDone });
    } catch (error) {
      if (!(error instanceof DomainError) || tried === triesOfPart) throw error;
    }
  }
}

const tryPart = <Entry>(
  person: Context,
  kind: ImportKind<Entry>,
  running: RunningUpload,
  { rows, rowsDone }: Part<Entry>,
): Promise<void> =>
  inTransaction(person, async (tx) => {
    const upload = await keepProgress(tx, running, { rowsDone, faults: 0 });
    const compare = await kind.comparison(tx);
    await compare(tx, readable(rows));
    // What became rarely meant since the check was seen by nobody.
    const wanted = rows.filter(({ result, warnings }) => result === 'new' && (upload.meant || warnings.length === 0));
    const entries = wanted.flatMap(({ entry }) => entry ?? []);
    if (entries.length === 0) return;
    const ids = await kind.insert(tx, entries);
    const before = (await findMade(tx, upload))?.added ?? 0;
    await addToImport(tx, upload, ids);
    if (before < analyzedAt && before + ids.length >= analyzedAt) await analyzeTable(tx.db, kind.table);
  });

/** One event of all that an import added, at its end. */
async function recordImported(tx: Context, upload: Upload): Promise<void> {
  const { subject, fileName } = upload;
  const made = await findMade(tx, upload);
  if (!made) return;
  const data = { fileName, count: made.added, lastId: made.lastId };
  const entry = { action: `${subject}.imported`, subjectKind: subject, subjectId: made.firstId };
  await recordAudit(tx, { ...entry, data });
}
