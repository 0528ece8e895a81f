import { and, eq, inArray, sql } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { logger } from '@/lib/core/logger';
import type { Context } from '@/lib/platform/context/context';

type Columns = typeof codeUploads.$inferSelect;
/** A file that is at work, under the number of its run. */
export type RunningUpload = Pick<Columns, 'id' | 'run'>;

const faultsBeforeGivingUp = 5;

/** The file was cancelled, or another run has begun: what this one writes is not of it any more. */
export class Superseded extends Error {}

/** Begins a run at a file that is in this state; earlier runs of it end with what they write next. */
export async function beginRun(
  { db }: Context,
  uploadId: number,
  state: 'reading' | 'checking',
): Promise<Columns | undefined> {
  const [upload] = await db
    .update(codeUploads)
    .set({ run: sql`${codeUploads.run} + 1` })
    .where(and(eq(codeUploads.id, uploadId), eq(codeUploads.state, state)))
    .returning();
  return upload;
}

/** Writes how far a run is, and locks the file until the end of the transaction. @throws Superseded */
export async function keepProgress(
  { db }: Context,
  { id, run }: RunningUpload,
  set: Partial<typeof codeUploads.$inferInsert>,
): Promise<void> {
  const atWork = inArray(codeUploads.state, ['receiving', 'reading', 'checking']);
  const [own] = await db
    .update(codeUploads)
    .set(set)
    .where(and(eq(codeUploads.id, id), eq(codeUploads.run, run), atWork))
    .returning({ id: codeUploads.id });
  if (!own) throw new Superseded();
}

/** Runs one part of the work; a fault is tried again by the queue, and after a few the file says that it failed. */
export async function withFaults(
  ctx: Context,
  upload: RunningUpload & Pick<Columns, 'faults'>,
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Superseded) return;
    if (signal?.aborted) throw error;
    const faults = upload.faults + 1;
    const isLast = faults >= faultsBeforeGivingUp;
    try {
      await keepProgress(ctx, upload, { faults, ...(isLast ? { state: 'failed' } : {}) });
    } catch (late) {
      if (late instanceof Superseded) return;
      throw late;
    }
    if (!isLast) throw error;
    logger.error({ err: error, uploadId: upload.id }, 'the file of codes was given up');
  }
}
