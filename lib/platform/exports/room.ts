import { and, eq, inArray } from 'drizzle-orm';
import { exportFiles } from '@/db/schema/export-files';
import { Conflict } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';

/** Up to here a file is made while its reader waits. */
const rowsAtOnce = 10_000;
/** A code takes longer to draw than to write. */
const printedAtOnce = 500;
const mostAtWork = 5;

/** Whether it has too many rows to wait for. */
export const isForJob = (rows: number, isPrinted: boolean) => rows > (isPrinted ? printedAtOnce : rowsAtOnce);

/**
 * Before an export is approved, counted or recorded: what a job would make is refused while enough of the same person are being made.
 * @param countRows asked for then alone
 * @throws Conflict (`too_many_exports`)
 */
export async function assertRoom(
  { actor, db }: Context,
  isPrinted: boolean,
  countRows: () => Promise<number>,
): Promise<void> {
  if (actor.kind !== 'user') return;
  const isAtWork = and(eq(exportFiles.userId, actor.id), inArray(exportFiles.state, ['queued', 'running']));
  if ((await db.$count(exportFiles, isAtWork)) < mostAtWork || !isForJob(await countRows(), isPrinted)) return;
  const words = `${mostAtWork} of your exports are being made. Wait for one of them, or cancel it.`;
  throw new Conflict('too_many_exports', words);
}
