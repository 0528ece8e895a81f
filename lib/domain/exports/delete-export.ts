import { and, eq } from 'drizzle-orm';
import { exportFiles } from '@/db/schema/export-files';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { exportFileInput } from './schemas';

/** Deletes one's own file; one that is being made is cancelled so. @throws Forbidden, NotFound */
export const deleteExport = operation(
  null,
  exportFileInput,
  (ctx: Context<UserActor>, { id }): Promise<{ wasMade: boolean }> =>
    inTransaction(ctx, async (tx) => {
      const [file] = await tx.db
        .delete(exportFiles)
        .where(and(eq(exportFiles.id, id), eq(exportFiles.userId, tx.actor.id)))
        .returning({ kind: exportFiles.kind, state: exportFiles.state, rows: exportFiles.rows });
      if (!file) throw new NotFound('The export');
      await recordAudit(tx, { action: 'export.deleted', subjectKind: 'export', subjectId: id, data: file });
      return { wasMade: file.state === 'done' };
    }),
);
