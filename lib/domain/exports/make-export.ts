import { deserialize } from 'node:v8';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { exportFiles, exportPieces } from '@/db/schema/export-files';
import { DomainError } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { type FileFormat, type TableFile, withColumns } from '@/lib/core/table-file';
import { findUserActor } from '@/lib/platform/auth/session';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { inPieces } from '@/lib/platform/keys/encrypt-piece';
import { decryptPiece, encryptPiece, placeOfPiece, placeOfRequest } from './encrypt-piece';
import { fileBytes } from './file-bytes';
import { holdsRights } from './holds-rights';
import type { ExportRequest } from './keep-export';
import { findKind } from './kinds';
import { makeExportInput } from './schemas';

const pieceBytes = 256 * 1024;
const faultsBeforeGivingUp = 5;

type File = typeof exportFiles.$inferSelect;
type Failure = NonNullable<File['failure']>;

/** Another run has begun, or the file was deleted: what this one writes is not of it any more. */
class Superseded extends Error {}

/**
 * Makes the file of an export, as the person who asked for it sees the list now. May be interrupted anywhere and called again,
 * also while another run is still going: it begins again, and the earlier run ends without writing any more.
 */
export const makeExport = operation(
  null,
  makeExportInput,
  async (ctx: Context<SystemActor>, { fileId, signal }): Promise<void> => {
    const file = await begin(ctx, fileId);
    if (!file) return;
    try {
      const failure = await write(ctx, file, signal);
      await end(ctx, file, failure);
    } catch (error) {
      if (error instanceof Superseded) return;
      if (signal?.aborted) throw error;
      if (error instanceof DomainError) return end(ctx, file, 'refused');
      if (await countFault(ctx, file)) throw error;
      logger.error({ err: error, fileId }, 'the export was given up');
    }
  },
);

async function begin(ctx: Context, fileId: number): Promise<File | undefined> {
  return inTransaction(ctx, async ({ db }) => {
    const [file] = await db
      .update(exportFiles)
      .set({ state: 'running', run: sql`${exportFiles.run} + 1`, rows: 0, bytes: 0 })
      .where(and(eq(exportFiles.id, fileId), inArray(exportFiles.state, ['queued', 'running'])))
      .returning();
    if (file) await db.delete(exportPieces).where(eq(exportPieces.fileId, fileId));
    return file;
  });
}

async function write(ctx: Context, file: File, signal?: AbortSignal): Promise<Failure | null> {
  const actor = await findUserActor(ctx.db, file.userId);
  if (!actor || !holdsRights(actor, file)) return 'no_access';
  const { table, written } = counted(await tableOf({ ...ctx, actor }, file));
  let place = 0;
  for await (const piece of inPieces(fileBytes(table, file.format as FileFormat), pieceBytes)) {
    signal?.throwIfAborted();
    await keep(ctx, file, { bytes: piece, place: place++, rows: written() });
  }
  return null;
}

/** @throws DomainError where what was asked for is gone */
async function tableOf(ctx: Context<UserActor>, { userId, kind, ...file }: File): Promise<TableFile> {
  const request = await decryptPiece({ ...file, sealed: file.sealedRequest }, placeOfRequest(userId));
  const { from, columns } = deserialize(request) as ExportRequest;
  const found = findKind(kind);
  if (!found) throw new Error(`There is no export ${kind}.`);
  const table = found.repeat(ctx, from);
  return columns ? withColumns(table, columns) : table;
}

function counted({ rows, sheet, ...table }: TableFile): { table: TableFile; written: () => number } {
  let count = 0;
  async function* counting<Some extends unknown[]>(all: AsyncGenerator<Some>): AsyncGenerator<Some> {
    for await (const some of all) {
      count += some.length;
      yield some;
    }
  }
  if (sheet) {
    return { table: { ...table, rows, sheet: { ...sheet, codes: counting(sheet.codes) } }, written: () => count };
  }
  // The header is no row.
  return { table: { ...table, rows: counting(rows) }, written: () => Math.max(0, count - 1) };
}

type Piece = { bytes: Buffer; place: number; rows: number };

/** @throws Superseded */
async function keep(ctx: Context, { id: fileId, run }: File, { bytes, place, rows }: Piece): Promise<void> {
  const encrypted = await encryptPiece(bytes, placeOfPiece({ fileId, run, place }));
  await inTransaction(ctx, async ({ db }) => {
    const [own] = await db
      .update(exportFiles)
      .set({ rows, bytes: sql`${exportFiles.bytes} + ${bytes.byteLength}` })
      .where(isOwnRun({ id: fileId, run }))
      .returning({ id: exportFiles.id });
    if (!own) throw new Superseded();
    await db.insert(exportPieces).values({ fileId, run, place, ...encrypted });
  });
}

const isOwnRun = ({ id, run }: Pick<File, 'id' | 'run'>) =>
  and(eq(exportFiles.id, id), eq(exportFiles.run, run), eq(exportFiles.state, 'running'));

async function end(ctx: Context, file: File, failure: Failure | null): Promise<void> {
  await inTransaction(ctx, async ({ db, now }) => {
    const [own] = await db
      .update(exportFiles)
      .set({ state: failure ? 'failed' : 'done', failure, finishedAt: now() })
      .where(isOwnRun(file))
      .returning({ id: exportFiles.id });
    if (own && failure) await db.delete(exportPieces).where(eq(exportPieces.fileId, file.id));
  });
}

/** Records that a run ended in a fault; says whether another one is to be tried. */
async function countFault(ctx: Context, file: File): Promise<boolean> {
  if (file.faults + 1 >= faultsBeforeGivingUp) {
    await end(ctx, file, 'fault');
    return false;
  }
  await ctx.db
    .update(exportFiles)
    .set({ faults: file.faults + 1 })
    .where(isOwnRun(file));
  return true;
}
