import { existsSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Finding, ok, warning, wrong } from './finding';

const leastFree = 1024 ** 3;

/** The folder of the embedded database and the keys; makes nothing. */
export function checkDataDir(dataDir: string): Finding[] {
  const about = 'Data';
  const secrets = path.join(dataDir, 'secrets.json');
  if (!existsSync(dataDir))
    return [warning(about, `${dataDir} is not there.`, '`npm run up` makes it; is DATA_DIR right?')];
  const found: Finding[] = [];
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const size = `${(free / 1024 ** 3).toFixed(1)} GiB are free`;
  found.push(
    free < leastFree
      ? wrong(about, `In ${dataDir} only ${size}.`, 'Free some: a full disk stops every sale.')
      : ok(about, `In ${dataDir} ${size}.`),
  );
  if (!existsSync(secrets)) {
    const hasCluster = existsSync(path.join(dataDir, 'database'));
    if (hasCluster) found.push(wrong('Keys', `${secrets} is missing.`, 'Restore it from the backup of this database.'));
    return found;
  }
  const mode = statSync(secrets).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    found.push(wrong('Keys', `${secrets} can be read by others (${mode.toString(8)}).`, `chmod 600 ${secrets}`));
  }
  return found;
}
