import path from 'node:path';
import { parseArgs } from 'node:util';
import { readPassphrase } from './backup/passphrase';
import { openBackup, restore } from './backup/restore';
import { runAlone } from './backup/run-alone';
import { openDataDir } from './data-dir';
import { tryLock } from './data-lock';

const usage = `Usage: npm run restore -- --from FOLDER
Restores a backup into DATA_DIR, which must hold neither a database nor keys; a dump into the empty database of DATABASE_URL.`;

await runAlone(usage, async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (!values.from) throw new Error('--from is missing.');
  const backup = openBackup(
    path.resolve(process.env.INIT_CWD ?? '.', values.from),
    await readPassphrase({ isNew: false }),
  );
  const dataDir = openDataDir();
  const lock = tryLock(dataDir, 'command');
  if (!('release' in lock)) throw new Error(`Coupon Desk runs on ${dataDir} (process ${lock.pid}). Stop it first.`);
  try {
    const { MIGRATION_DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_URL } = process.env;
    const url = MIGRATION_DATABASE_URL || DATABASE_DIRECT_URL || DATABASE_URL || undefined;
    await restore(backup, dataDir, url);
    console.log(`The backup of ${backup.manifest.madeAt} is in ${url ? 'the database, its keys in ' : ''}${dataDir}.
Start the desk with \`npm run up\`, then compare: npm run verify-audit, npm run recount`);
  } finally {
    lock.release();
  }
});
