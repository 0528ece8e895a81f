import { Invalid } from '@/lib/core/errors';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { ImportKind, ReadAs } from './import-kind';
import { encryptResult, keptTables } from './kept-tables';
import { countRows } from './read-rows';
import { runUploadInput } from './schemas';
import { startSummary } from './summarize-rows';
import { asItsPerson, beginRun, failUpload, keepProgress } from './upload-run';
import { validateParts } from './validate-parts';

/**
 * Gives every row of a file its result, and keeps how far it is. May be interrupted anywhere and called again, also while another
 * run is still going: it begins again, since nothing but its progress is written before its end.
 */
export const checkOperation = <Entry>(kind: ImportKind<Entry>) =>
  operation(null, runUploadInput, async (ctx: Context<SystemActor>, { uploadId, signal, partSize }): Promise<void> => {
    const upload = await beginRun(ctx, uploadId, 'checking');
    if (!upload) return;
    const reading = upload.reading as ReadAs;
    const fileOf = () => keptTables.read(ctx, uploadId);
    await asItsPerson(ctx, upload, { permission: kind.permission, signal }, async (person) => {
      try {
        const rows = await countRows(kind, reading, fileOf());
        await keepProgress(ctx, upload, { rows, rowsDone: 0 });
        const summary = startSummary<Entry>();
        let rowsDone = 0;
        await validateParts(person, kind, reading, { file: fileOf(), size: partSize }, async (part) => {
          signal?.throwIfAborted();
          summary.add(part);
          rowsDone += part.length;
          await keepProgress(ctx, upload, { rowsDone });
        });
        const checked = summary.result();
        const { sealed: sealedResult, sealingKeyId } = await encryptResult(uploadId, checked);
        const { counts, warned } = checked;
        const found = { newRows: counts.new, notData: counts.not_data, warned };
        await keepProgress(ctx, upload, { state: 'checked', faults: 0, ...found, sealedResult, sealingKeyId });
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        await failUpload(person, upload, { failure: 'refused', refusal: inWords(error) });
      }
    });
  });

/** As the screen shows it: what is wrong with the file as it is, anything else by its name. */
function inWords({ fields }: Invalid): string {
  const { file = [], ...others } = fields;
  return [...file, ...Object.entries(others).map(([name, words]) => `${name} ${words?.join(', ')}`)].join('; ');
}
