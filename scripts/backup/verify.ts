import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { closeDatabase } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { resetEnv } from '@/lib/core/env';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { adoptSecrets } from '../data-dir';
import { adoptEmbedded } from '../environment';
import { prepareDatabase } from '../prepare-database';
import { checkContents } from './check-contents';
import { countTables } from './cluster.sql';
import type { TableCount } from './manifest';
import type { Recovery } from './point-in-time';
import { type OpenedBackup, restore } from './restore';

export type Verified = { tables: number; rows: number; auditRows: number; problems: string[] };

/**
 * Restores a backup into a scratch place, counts every table from end to end, brings it to this build's schema, and holds
 * the keys, the audit chain and the counters against it. Takes over the environment of this process; no desk is touched.
 */
export async function verifyBackup(
  backup: OpenedBackup,
  scratchParent = tmpdir(),
  recovery?: Recovery,
): Promise<Verified> {
  const dataDir = mkdtempSync(path.join(scratchParent, 'coupon-desk-verify-'));
  try {
    const password = adoptSecrets(backup.secrets, dataDir);
    const isDump = backup.manifest.kind === 'dump';
    if (!isDump) await restore(backup, dataDir, undefined, recovery);
    const embedded = await startEmbedded({ dataDir, password: password || 'scratch', unsafe: true });
    try {
      if (isDump) await restore(backup, dataDir, embedded.ownerUrl);
      const counted = await countAll(embedded.ownerUrl, backup.manifest.tables, recovery !== undefined);
      await closeDatabase();
      adoptEmbedded(embedded);
      resetEnv();
      resetKeyring();
      await prepareDatabase(embedded.url, embedded.ownerUrl);
      const { auditRows, problems } = await checkContents(dataDir, 'npm run verify-backup');
      return { ...counted, auditRows, problems: [...counted.problems, ...problems] };
    } finally {
      await closeDatabase();
      await embedded.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Counted = { tables: number; rows: number; problems: string[] };

/** @param goesOn whether rows can have come after the backup */
async function countAll(url: string, expected: Record<string, TableCount>, goesOn: boolean): Promise<Counted> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const counted = await countTables(sql);
    const problems = Object.entries(expected).flatMap(([name, count]) => {
      const rows = counted.get(name)?.rows;
      if (rows === undefined) return [`The table ${name} is missing.`];
      const isRight = !count.grows || (rows >= count.before && (goesOn || rows <= count.after));
      const had = count.before === count.after ? count.before : `${count.before} to ${count.after}`;
      return isRight ? [] : [`${name} has ${rows} rows and had ${had} when it was backed up.`];
    });
    return { tables: counted.size, rows: [...counted.values()].reduce((sum, { rows }) => sum + rows, 0), problems };
  } finally {
    await sql.end({ timeout: 5 });
  }
}
