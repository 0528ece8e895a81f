import { ne } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codeUploadPieces, codeUploadRows } from '@/db/schema/code-uploads';
import { exportPieces } from '@/db/schema/export-files';
import { tableUploadPieces, tableUploads } from '@/db/schema/table-imports';
import { keyring } from './keyring';

/** Files that go within two days, which nobody encrypts again. */
const tables = [codeUploadRows, codeUploadPieces, tableUploads, tableUploadPieces, exportPieces];

/** How many pieces of such files can be read with an earlier key alone. */
export async function countKeptFiles(db: Executor): Promise<number> {
  const { id } = keyring().encryption.active;
  const counts = await Promise.all(tables.map((table) => db.$count(table, ne(table.sealingKeyId, id))));
  return counts.reduce((sum, count) => sum + count, 0);
}
