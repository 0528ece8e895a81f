import { and, eq, sql } from 'drizzle-orm';
import { exportFiles, exportPieces } from '@/db/schema/export-files';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { decryptPiece, placeOfPiece } from './encrypt-piece';
import { holdsRights } from './holds-rights';
import { isOver } from './prune-exports';
import { exportFileInput } from './schemas';

export type DownloadedFile = { name: string; format: string; bytes: AsyncGenerator<Uint8Array> };

/**
 * A file that was made, to the person who asked for it and nobody else, as often as they like within its day. Each time is
 * recorded before the first byte; codes in clear need a fresh proof each time.
 * @throws Forbidden, NotFound, NeedsProof, Conflict (`not_made`)
 */
export const downloadExport = operation(
  null,
  exportFileInput,
  async (ctx: Context<UserActor>, { id }): Promise<DownloadedFile> => {
    const file = await findOwn(ctx, id);
    if (!file) throw new NotFound('The export');
    if (!holdsRights(ctx.actor, file)) {
      throw new Forbidden('You have fewer rights than when this was exported. Export it again.');
    }
    if (file.state !== 'done') throw new Conflict('not_made', 'This export is not made yet.');
    const { name, format, kind, rows, bytes: size, isClear, run } = file;
    await recordAudit(ctx, {
      ...{ action: 'export.downloaded', subjectKind: 'export', subjectId: id },
      data: { kind, rows, format, ...(isClear ? { inClear: true } : {}) },
    });
    if (isClear) recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: kind } });
    return { name, format, bytes: bytesOf(ctx, { fileId: id, run, size }) };
  },
  { freshProof: async (ctx, { id }) => (await findOwn(ctx, id))?.isClear ?? false },
);

async function findOwn({ db, actor, now }: Context<UserActor>, id: number) {
  const [file] = await db
    .select()
    .from(exportFiles)
    .where(and(eq(exportFiles.id, id), eq(exportFiles.userId, actor.id), sql`(${isOver(now())}) is not true`));
  return file;
}

type Made = { fileId: number; run: number; size: number };

/** @throws where a piece is not there any more: a file that was deleted meanwhile does not end as a shorter one */
async function* bytesOf({ db }: Context, { fileId, run, size }: Made) {
  for (let [place, left] = [0, size]; left > 0; place++) {
    const [piece] = await db
      .select({ sealed: exportPieces.sealed, sealingKeyId: exportPieces.sealingKeyId })
      .from(exportPieces)
      .where(and(eq(exportPieces.fileId, fileId), eq(exportPieces.run, run), eq(exportPieces.place, place)));
    if (!piece) throw new Error(`The export ${fileId} was deleted while it was downloaded.`);
    const bytes = await decryptPiece(piece, placeOfPiece({ fileId, run, place }));
    left -= bytes.byteLength;
    yield bytes;
  }
}
