import { and, eq, inArray, sql } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import type { Context } from '@/lib/platform/context/context';
import { withFaults as runWithFaults, Superseded } from '@/lib/platform/jobs/with-faults';

type Columns = typeof codeUploads.$inferSelect;
/** A file that is at work, under the number of its run. */
export type RunningUpload = Pick<Columns, 'id' | 'run'>;

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
export const withFaults = (
  ctx: Context,
  upload: RunningUpload & Pick<Columns, 'faults'>,
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> =>
  runWithFaults(
    {
      ...{ faults: upload.faults, signal, named: { uploadId: upload.id } },
      keep: (faults, isLast) => keepProgress(ctx, upload, { faults, ...(isLast ? { state: 'failed' } : {}) }),
    },
    work,
  );
