import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { tableUploads } from '@/db/schema/table-imports';
import { findUserActor } from '@/lib/platform/auth/session';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { can, type Permission } from '@/lib/platform/context/permissions';
import { Superseded, withFaults } from '@/lib/platform/jobs/with-faults';
import { keptTables } from './kept-tables';

export type Upload = typeof tableUploads.$inferSelect;
/** A file that is at work, under the number of its run. */
export type RunningUpload = Pick<Upload, 'id' | 'run'>;
type AfterFailure = (tx: Context, failed: Upload) => Promise<void>;
type Failure = { failure: NonNullable<Upload['failure']>; refusal?: string };

/** Begins a run at a file that is in this state; earlier runs of it end with what they write next. */
export async function beginRun(
  { db }: Context,
  uploadId: number,
  state: 'checking' | 'importing',
): Promise<Upload | undefined> {
  const [upload] = await db
    .update(tableUploads)
    .set({ run: sql`${tableUploads.run} + 1` })
    .where(and(eq(tableUploads.id, uploadId), eq(tableUploads.state, state)))
    .returning();
  return upload;
}

/** Writes how far a run is, and locks the file until the end of the transaction. @throws Superseded */
export async function keepProgress(
  { db }: Context,
  { id, run }: RunningUpload,
  set: PgUpdateSetSource<typeof tableUploads>,
): Promise<Upload> {
  const atWork = inArray(tableUploads.state, ['receiving', 'checking', 'importing']);
  const [own] = await db
    .update(tableUploads)
    .set(set)
    .where(and(eq(tableUploads.id, id), eq(tableUploads.run, run), atWork))
    .returning();
  if (!own) throw new Superseded();
  return own;
}

/** Ends a file without its work being done; `after` is done in the same transaction. @throws Superseded */
export const failUpload = (
  ctx: Context,
  upload: RunningUpload,
  failure: Failure,
  after?: AfterFailure,
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const failed = await keepProgress(tx, upload, { state: 'failed', ...failure });
    await keptTables.forget(tx, upload.id);
    await after?.(tx, failed);
  });

/** Runs the work at a file as the person who wants it, if they still can. `after` as of `failUpload`, where it is given up. */
export async function asItsPerson(
  ctx: Context<SystemActor>,
  upload: Upload,
  { permission, signal, after }: { permission: Permission; signal?: AbortSignal | undefined; after?: AfterFailure },
  work: (person: Context<UserActor>) => Promise<void>,
): Promise<void> {
  const actor = await findUserActor(ctx.db, upload.userId);
  const person: Context<SystemActor | UserActor> = actor ? { ...ctx, actor } : ctx;
  const count = async () => (await keepProgress(ctx, upload, { faults: sql`${tableUploads.faults} + 1` })).faults;
  const giveUp = () => failUpload(person, upload, { failure: 'fault' }, after);
  await withFaults({ signal, count, giveUp, named: { tableUploadId: upload.id } }, async () => {
    if (actor && can(actor, permission)) await work({ ...ctx, actor });
    else await failUpload(person, upload, { failure: 'no_access' }, after);
  });
}
