import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
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
  set: PgUpdateSetSource<typeof codeUploads>,
): Promise<Pick<Columns, 'faults'>> {
  const atWork = inArray(codeUploads.state, ['receiving', 'reading', 'checking']);
  const [own] = await db
    .update(codeUploads)
    .set(set)
    .where(and(eq(codeUploads.id, id), eq(codeUploads.run, run), atWork))
    .returning({ faults: codeUploads.faults });
  if (!own) throw new Superseded();
  return own;
}

/** Runs one part of the work; a fault is tried again by the queue, and after a few the file says that it failed. */
export const withFaults = (
  ctx: Context,
  upload: RunningUpload,
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> =>
  runWithFaults(
    {
      ...{ signal, named: { uploadId: upload.id } },
      count: async () => (await keepProgress(ctx, upload, { faults: sql`${codeUploads.faults} + 1` })).faults,
      giveUp: async () => void (await keepProgress(ctx, upload, { state: 'failed' })),
    },
    work,
  );
