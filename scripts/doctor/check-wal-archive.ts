import path from 'node:path';
import postgres from 'postgres';
import { readArchive } from '@/db/wal-archive';
import { readManifest } from '../backup/manifest';
import { listBackups } from '../backup/point-in-time';
import { readArchiver } from './database.sql';
import { type Finding, ok, warning, wrong } from './finding';

const about = 'Archive';

/** Whether the embedded database can be restored to a point in time; nothing where it does not archive. Changes nothing. */
export async function checkWalArchive(
  dataDir: string,
  embedded: { url: string; socket: string | undefined },
): Promise<Finding[]> {
  const archive = readArchive(dataDir);
  if (!archive) return [];
  const { folder, id } = archive;
  const sql = postgres(embedded.url, {
    max: 1,
    connect_timeout: 5,
    ...(embedded.socket ? { host: embedded.socket } : {}),
  });
  try {
    const { isFailing, lastArchivedAt } = await readArchiver(sql);
    const since = lastArchivedAt ? ` since ${lastArchivedAt.toISOString()}` : '';
    if (isFailing) {
      return [
        wrong(
          about,
          `No WAL was archived into ${folder}${since}.`,
          `Is it full, or away? ${dataDir}/database/server.log says why.`,
        ),
      ];
    }
    const hasBackup = listBackups(folder).some(
      (name) => readManifest(path.join(folder, name)).manifest.archive?.id === id,
    );
    if (hasBackup) return [ok(about, `The WAL is archived into ${folder}.`)];
    return [warning(about, `The WAL is archived into ${folder}, and no backup there begins it.`, 'npm run backup')];
  } catch (error) {
    return [
      wrong(about, `It could not be read: ${(error as Error).message}`, 'WAL_ARCHIVE is explained in docs/operate.md.'),
    ];
  } finally {
    await sql.end({ timeout: 2 });
  }
}
