import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const packedFile = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });
/** Rows when the backup began and when it ended. `grows`: none was ever deleted, so the backup has a number in between. */
const tableCount = z.object({ before: z.number(), after: z.number(), grows: z.boolean() });

const schema = z.object({
  format: z.literal(1),
  /** `cluster`: all files of the embedded Postgres and its WAL. `dump`: what pg_dump wrote of another one. */
  kind: z.enum(['cluster', 'dump']),
  madeAt: z.iso.datetime(),
  /** Of the Postgres server. */
  major: z.number().int(),
  tables: z.record(z.string(), tableCount),
  /** Of a cluster: its folders, the empty ones too. */
  folders: z.array(z.string()),
  files: z.array(packedFile),
  /** Where its WAL is archived: the first segment that a recovery needs, and when the backup had ended by the database's clock. */
  archive: z.object({ id: z.string(), firstSegment: z.string(), endedAt: z.iso.datetime() }).optional(),
});

export type Manifest = z.infer<typeof schema>;
export type PackedFile = z.infer<typeof packedFile>;
export type TableCount = z.infer<typeof tableCount>;

export const manifestName = 'manifest.json';

/** @throws when the folder is no whole backup; the message says what it lacks */
export function readManifest(folder: string): { manifest: Manifest; text: Buffer } {
  const text = read(folder, manifestName);
  try {
    return { manifest: schema.parse(JSON.parse(text.toString('utf8'))), text };
  } catch {
    throw new Error(`${path.join(folder, manifestName)} is not that of a backup of this program, or was damaged.`);
  }
}

/** @throws when the file is not there */
export function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`${folder} is no whole backup: there is no ${name} in it.`);
  }
}
