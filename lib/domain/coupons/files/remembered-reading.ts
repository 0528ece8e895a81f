import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import { fileReadings } from '@/db/schema/file-readings';
import type { FileBody } from '@/lib/core/file-body';
import { plainHeader } from '@/lib/core/file-reading/header-words';
import type { FileHead } from '@/lib/core/file-reading/read-head';
import type { Reading } from '@/lib/core/file-reading/reading';
import type { TableReading } from '@/lib/core/file-reading/table-reading';
import type { Context } from '@/lib/platform/context/context';

type AnyReading = Reading | TableReading;
type AnyHead = Pick<FileHead, 'format' | 'encoding' | 'delimiter' | 'sheets' | 'columns' | 'headerRow' | 'rows'>;

const year = 365 * 24 * 60 * 60 * 1000;

/**
 * What files that somebody makes in the same way have in common, as a hash: form, encoding, delimiter, number of sheets and
 * columns, and the words of the header; of imports that share their header words, the kind of import, too. Null where no row names the columns: nothing then says that two are of one kind.
 * `head` is as it was found, with nothing chosen.
 */
export function shapeOf(head: AnyHead, kind?: string): string | null {
  const { format, encoding, delimiter, sheets, columns, headerRow, rows } = head;
  const header = rows[headerRow - 1]?.cells.map(plainHeader);
  if (!header) return null;
  const parts = [format, encoding ?? '', delimiter ?? '', sheets.length, columns, header, ...(kind ? [kind] : [])];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

type Remembered = { reading: AnyReading; readAt: Date };

/** As what the actor last read a file of this shape, or null. */
async function findReading({ db, actor }: Context, shape: string): Promise<Remembered | null> {
  if (actor.kind !== 'user') return null;
  const [found] = await db
    .select({ reading: fileReadings.reading, readAt: fileReadings.readAt })
    .from(fileReadings)
    .where(and(eq(fileReadings.userId, actor.id), eq(fileReadings.shape, shape)));
  return found ? { reading: found.reading as AnyReading, readAt: found.readAt } : null;
}

/** Nothing is kept of keys: they say each time as what a file is read. */
export async function rememberReading({ db, actor, now }: Context, shape: string, reading: AnyReading): Promise<void> {
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
function fitsHead(reading: AnyReading, head: AnyHead): boolean {
  const { sheet, headerRow } = reading;
  const places = 'places' in reading ? reading.places : [reading.column];
  return (
    places.every((place) => place <= head.columns) &&
    headerRow <= head.rows.length &&
    (sheet ?? 1) <= Math.max(1, head.sheets.length)
  );
}

/** What files like this one have in common, and when the actor last read one, if it is proposed to be read as that was. */
export type Proposed<Head> = Head & { shape: string | null; readAt: Date | null };

/** A file's head; where nothing is `chosen`, as the actor last read a file of its shape. */
export async function proposeReading<Head extends AnyHead>(
  ctx: Context,
  file: FileBody,
  { chosen, kind, read }: { chosen: object; kind?: string; read: (body: FileBody, as: object) => Promise<Head> },
): Promise<Proposed<Head>> {
  const pieces: Uint8Array[] = [];
  const head = await read(kept(file, pieces), chosen);
  if (Object.values(chosen).some((choice) => choice !== undefined)) return { ...head, shape: null, readAt: null };
  const shape = shapeOf(head, kind);
  const remembered = shape === null ? null : await findReading(ctx, shape);
  if (!remembered || !fitsHead(remembered.reading, head)) return { ...head, shape, readAt: null };
  const again = await read(new Blob(pieces as BlobPart[]).stream(), remembered.reading);
  return { ...again, shape, readAt: remembered.readAt };
}

/** A file as it arrives; what was read of it is kept, to be read again. */
async function* kept(file: FileBody, pieces: Uint8Array[]): FileBody {
  for await (const piece of file) {
    pieces.push(piece);
    yield piece;
  }
}
