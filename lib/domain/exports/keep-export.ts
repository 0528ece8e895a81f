import { serialize } from 'node:v8';
import { exportFiles } from '@/db/schema/export-files';
import { Forbidden } from '@/lib/core/errors';
import type { SentFormat, TableFile } from '@/lib/core/table-file';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { isForJob } from '@/lib/platform/exports/room';
import { enqueue } from '@/lib/platform/jobs/queue';
import { encryptPiece, placeOfRequest } from './encrypt-piece';
import { rightsOf } from './holds-rights';

export type ExportRequest = { from: unknown; columns: readonly string[] | null };

/**
 * Leaves an export that was allowed and recorded to a job where it has too many rows to wait for: gives the id of its file;
 * null where it can be sent at once. Whether there is room for it was asked before it was recorded (`assertRoom`).
 */
export async function keepExport(
  ctx: Context,
  { name, repeatable, sheet }: TableFile,
  { as, columns }: { as: SentFormat; columns: readonly string[] | null },
): Promise<{ fileId: number; rows: number } | null> {
  if (!repeatable) return null;
  const total = await repeatable.count();
  if (!isForJob(total, sheet !== undefined)) return null;
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new Forbidden();
  const request: ExportRequest = { from: repeatable.from, columns };
  const { sealed, sealingKeyId } = await encryptPiece(serialize(request), placeOfRequest(actor.id));
  return inTransaction(ctx, async (tx) => {
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
