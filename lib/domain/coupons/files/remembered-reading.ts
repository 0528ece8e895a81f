import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import { fileReadings } from '@/db/schema/file-readings';
import { plainHeader } from '@/lib/core/file-reading/header-words';
import type { FileHead } from '@/lib/core/file-reading/read-head';
import type { Reading } from '@/lib/core/file-reading/reading';
import type { Context } from '@/lib/platform/context/context';

const year = 365 * 24 * 60 * 60 * 1000;

/**
 * What files that somebody makes in the same way have in common, as a hash: form, encoding, delimiter, number of sheets and
 * columns, and the words of the header. Null where no row names the columns: nothing then says that two are of one kind.
 * `head` is as it was found, with nothing chosen.
 */
export function shapeOf(head: FileHead): string | null {
  const { format, encoding, delimiter, sheets, columns, headerRow, rows } = head;
  const header = rows[headerRow - 1]?.cells.map(plainHeader);
  if (!header) return null;
  const parts = [format, encoding ?? '', delimiter ?? '', sheets.length, columns, header];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

type Remembered = { reading: Reading; readAt: Date };

/** As what the actor last read a file of this shape, or null. */
export async function findReading({ db, actor }: Context, shape: string): Promise<Remembered | null> {
  if (actor.kind !== 'user') return null;
  const [found] = await db
    .select({ reading: fileReadings.reading, readAt: fileReadings.readAt })
    .from(fileReadings)
    .where(and(eq(fileReadings.userId, actor.id), eq(fileReadings.shape, shape)));
  return found ? { reading: found.reading as Reading, readAt: found.readAt } : null;
}

/** Nothing is kept of keys: they say each time as what a file is read. */
export async function rememberReading({ db, actor, now }: Context, shape: string, reading: Reading): Promise<void> {
  if (actor.kind !== 'user') return;
  const row = { reading, readAt: now() };
  await db
    .insert(fileReadings)
    .values({ userId: actor.id, shape, ...row })
    .onConflictDoUpdate({ target: [fileReadings.userId, fileReadings.shape], set: row });
}

export async function forgetOldReadings({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await db.delete(fileReadings).where(lt(fileReadings.readAt, new Date(now().getTime() - year)));
}

/** Whether it can be the reading of this file, too. */
export function fitsHead({ sheet, headerRow, column }: Reading, head: FileHead): boolean {
  return column <= head.columns && headerRow <= head.rows.length && (sheet ?? 1) <= Math.max(1, head.sheets.length);
}
