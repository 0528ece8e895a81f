import { and, eq } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { evaluateRows } from './check-upload.sql';
import { checkUploadInput } from './schemas';

/**
 * Gives every staged row its result against the rest of the file and against the codes there are, and counts them.
 * Called again, it changes nothing.
 */
export const checkUpload = operation(
  null,
  checkUploadInput,
  async (ctx: Context<SystemActor>, { uploadId }): Promise<void> => {
    await inTransaction(ctx, async (tx) => {
      const [upload] = await tx.db
        .select({ id: codeUploads.id })
        .from(codeUploads)
        .where(and(eq(codeUploads.id, uploadId), eq(codeUploads.state, 'checking')))
        .for('update');
      if (!upload) return;
      await evaluateRows(tx.db, uploadId);
    });
  },
);
