import path from 'node:path';
import { parseArgs } from 'node:util';
import { readArchive } from '@/db/wal-archive';
import { backUp } from './backup/back-up';
import { readPassphrase } from './backup/passphrase';
import { pruneBackups } from './backup/prune-backups';
import { runAlone } from './backup/run-alone';
import { openDataDir } from './data-dir';

const usage = `Usage: npm run backup [-- --to FOLDER] [--keep NUMBER]
Backs the database and its keys up into a new folder within FOLDER (where the WAL is archived, else ./backups), next to a desk that runs. The
keys are encrypted with a passphrase: BACKUP_PASSPHRASE_FILE, BACKUP_PASSPHRASE, or asked for.
With --keep, deletes all backups in FOLDER but the newest ones afterwards, and the archived WAL that none of them needs.`;

await runAlone(usage, async () => {
  const archive = process.env.DATABASE_URL ? undefined : readArchive(openDataDir())?.folder;
  const { values } = parseArgs({
    options: { to: { type: 'string', default: archive ?? 'backups' }, keep: { type: 'string' } },
  });
  const keep = values.keep === undefined ? undefined : Number(values.keep);
  if (keep !== undefined && (!Number.isInteger(keep) || keep < 1)) throw new Error('--keep takes a number from 1 on.');
  const parent = path.resolve(process.env.INIT_CWD ?? '.', values.to);
  const started = Date.now();
  const { folder, manifest, bytes } = await backUp(parent, await readPassphrase({ isNew: true }), new Date());
  const tables = Object.keys(manifest.tables).length;
  console.log(
    `${folder}\n${tables} tables, ${manifest.files.length} files, ${(bytes / 1024 ** 2).toFixed(1)} MiB, ${((Date.now() - started) / 1000).toFixed(1)} s.
Keep it elsewhere, and its passphrase apart from it. Try it with: npm run verify-backup -- --from ${folder}`,
  );
  if (keep === undefined) return;
  const pruned = pruneBackups(parent, keep);
  console.log(`${pruned.backups} older backups and ${pruned.segments} segments of WAL were deleted.`);
});
