import { parseArgs } from 'node:util';
import { namingOptions, openNamed } from './backup/open-named';
import { restore } from './backup/restore';
import { runAlone } from './backup/run-alone';
import { openDataDir } from './data-dir';
import { tryLock } from './data-lock';

const usage = `Usage: npm run restore -- --from FOLDER [--at 2026-11-29T02:30:00Z|latest [--wal FOLDER]]
Restores a backup into DATA_DIR, which must hold neither a database nor keys; a dump into the empty database of DATABASE_URL.
With --at, to that time by the archived WAL (WAL_ARCHIVE): FOLDER is a backup, or what holds backups and their WAL.`;

await runAlone(usage, async () => {
  const { values } = parseArgs({ options: namingOptions });
  const { backup, recovery } = await openNamed(values);
  const dataDir = openDataDir();
  const lock = tryLock(dataDir, 'command');
  if (!('release' in lock)) throw new Error(`Coupon Desk runs on ${dataDir} (process ${lock.pid}). Stop it first.`);
  try {
    const { MIGRATION_DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_URL } = process.env;
    const url = MIGRATION_DATABASE_URL || DATABASE_DIRECT_URL || DATABASE_URL || undefined;
    await restore(backup, dataDir, url, recovery);
    const point = recovery && recovery.at !== 'latest' ? recovery.at.toISOString() : 'the end of its archive';
    const to = recovery ? `, brought to ${point},` : '';
    console.log(`The backup of ${backup.manifest.madeAt}${to} is in ${url ? 'the database, its keys in ' : ''}${dataDir}.
Start the desk with \`npm run up\`, then compare: npm run verify-audit, npm run recount`);
  } finally {
    lock.release();
  }
});
