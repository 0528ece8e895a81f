import { eq } from 'drizzle-orm';
import { codeUploadRows } from '@/db/schema/code-uploads';
import { Invalid } from '@/lib/core/errors';
import type { Reading } from '@/lib/core/file-reading/reading';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import { keptUploads } from './kept-uploads';
import { readUploadInput } from './schemas';
import { stageRows } from './stage-rows';
import { beginRun, keepProgress, withFaults } from './upload-run';

/**
 * Stages the rows of a file that was kept, then lets them be compared. May be interrupted anywhere and called again, also while
 * another run is still going: it continues after the rows that are there. A file that does not parse says why, and keeps nothing.
 */
export const readUpload = operation(
  null,
  readUploadInput,
  async (ctx: Context<SystemActor>, { uploadId, signal, chunkSize }): Promise<void> => {
    const upload = await beginRun(ctx, uploadId, 'reading');
    if (!upload) return;
    const { hasCheckCharacters, readToLine: after } = upload;
    const readAs = { ...(upload.reading as Reading), hasCheckCharacters };
    await withFaults(ctx, upload, signal, async () => {
      try {
        const file = keptUploads.read(ctx, uploadId);
        const { concerns } = await stageRows(ctx, upload, readAs, file, { after, chunkSize, signal });
        await inTransaction(ctx, async (tx) => {
          await keepProgress(tx, upload, { state: 'checking', concerns, faults: 0 });
          await keptUploads.forget(tx, uploadId);
          await enqueue(tx.db, 'check-upload', { uploadId });
        });
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        await inTransaction(ctx, async (tx) => {
          await keepProgress(tx, upload, { state: 'failed', failure: inWords(error) });
          await keptUploads.forget(tx, uploadId);
          await tx.db.delete(codeUploadRows).where(eq(codeUploadRows.uploadId, uploadId));
        });
      }
    });
  },
);

/** As the screen shows it to a sender who waits: what is wrong with the file as it is, anything else by its name. */
function inWords({ fields }: Invalid): string {
  const { file = [], ...others } = fields;
  return [...file, ...Object.entries(others).map(([name, words]) => `${name} ${words?.join(', ')}`)].join('; ');
}
