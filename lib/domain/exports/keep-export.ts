import { serialize } from 'node:v8';
import { and, eq, inArray } from 'drizzle-orm';
import { exportFiles } from '@/db/schema/export-files';
import { Conflict, Forbidden } from '@/lib/core/errors';
import type { SentFormat, TableFile } from '@/lib/core/table-file';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { encryptPiece, placeOfRequest } from './encrypt-piece';
import { rightsOf } from './holds-rights';

/** Up to here a file is made while its reader waits. */
export const rowsAtOnce = 10_000;
/** A code takes longer to draw than to write. */
const printedAtOnce = 500;
const mostAtWork = 5;

export type ExportRequest = { from: unknown; columns: readonly string[] | null };

/**
 * Leaves an export that was allowed and recorded to a job where it has too many rows to wait for: gives the id of its file;
 * null where it can be sent at once. @throws Conflict (`too_many_exports`)
 */
export async function keepExport(
  ctx: Context,
  { name, repeatable, sheet }: TableFile,
  { as, columns }: { as: SentFormat; columns: readonly string[] | null },
): Promise<{ fileId: number; rows: number } | null> {
  if (!repeatable) return null;
  const total = await repeatable.count();
  if (total <= (sheet ? printedAtOnce : rowsAtOnce)) return null;
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new Forbidden();
  const request: ExportRequest = { from: repeatable.from, columns };
  const { sealed, sealingKeyId } = await encryptPiece(serialize(request), placeOfRequest(actor.id));
  return inTransaction(ctx, async (tx) => {
    const isAtWork = and(eq(exportFiles.userId, actor.id), inArray(exportFiles.state, ['queued', 'running']));
    if ((await tx.db.$count(exportFiles, isAtWork)) >= mostAtWork) {
      const words = `${mostAtWork} of your exports are being made. Wait for one of them, or cancel it.`;
      throw new Conflict('too_many_exports', words);
    }
    const [file] = await tx.db
      .insert(exportFiles)
      .values({
        ...{ userId: actor.id, kind: repeatable.kind, name, format: as, state: 'queued', total },
        ...{ rights: rightsOf(actor), isClear: repeatable.isClear },
        ...{ sealedRequest: sealed, sealingKeyId, createdAt: tx.now() },
      })
      .returning({ id: exportFiles.id });
    if (!file) throw new Error('The export was not written.');
    await enqueue(tx.db, 'make-export', { fileId: file.id });
    return { fileId: file.id, rows: total };
  });
}
