import { and, isNull, lt, or, type SQL } from 'drizzle-orm';
import { exportFiles } from '@/db/schema/export-files';
import type { Context } from '@/lib/platform/context/context';

/** How long a file is kept once it is made. */
export const keptMs = 24 * 60 * 60 * 1000;

/** One that is not made a day after it was asked for never is: its owner asks again. */
export function isOver(now: Date): SQL | undefined {
  const until = new Date(now.getTime() - keptMs);
  return or(lt(exportFiles.finishedAt, until), and(isNull(exportFiles.finishedAt), lt(exportFiles.createdAt, until)));
}

/** Deletes the files that were made more than a day ago, and those that were never made. */
export async function pruneExports({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await db.delete(exportFiles).where(isOver(now()));
}
