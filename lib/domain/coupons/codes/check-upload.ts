import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { compareWithCodes, countResults, findDuplicates } from './check-upload.sql';
import { checkUploadInput } from './schemas';
import { beginRun, keepProgress, withFaults } from './upload-run';

/**
 * Gives every staged row its result against the rest of the file and against the codes there are, some rows at a time, and
 * counts them. May be interrupted anywhere and called again: it continues after the rows that are compared.
 */
export const checkUpload = operation(
  null,
  checkUploadInput,
  async (ctx: Context<SystemActor>, { uploadId, signal, chunkSize }): Promise<void> => {
    const upload = await beginRun(ctx, uploadId, 'checking');
    if (!upload) return;
    await withFaults(ctx, upload, signal, async () => {
      let checkedToLine: number | null = upload.checkedToLine;
      if (checkedToLine === 0) {
        await inTransaction(ctx, async (tx) => {
          await keepProgress(tx, upload, { checkedToLine: 0 });
          await findDuplicates(tx.db, uploadId);
        });
      }
      while (checkedToLine !== null) {
        signal?.throwIfAborted();
        const after: number = checkedToLine;
        checkedToLine = await inTransaction(ctx, async (tx) => {
          await keepProgress(tx, upload, { checkedToLine: after });
          const last = await compareWithCodes(tx.db, uploadId, after, chunkSize);
          if (last === null) await countResults(tx.db, uploadId);
          else await keepProgress(tx, upload, { checkedToLine: last });
          return last;
        });
      }
    });
  },
);
