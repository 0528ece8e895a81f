import path from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from './backup/back-up';
import { readPassphrase } from './backup/passphrase';
import { runAlone } from './backup/run-alone';

const usage = `Usage: npm run backup [-- --to FOLDER]
Backs the database and its keys up into a new folder within FOLDER (./backups), next to a desk that runs. The keys are encrypted
with a passphrase: BACKUP_PASSPHRASE_FILE, BACKUP_PASSPHRASE, or asked for.`;

await runAlone(usage, async () => {
  const { values } = parseArgs({ options: { to: { type: 'string', default: 'backups' } } });
  const parent = path.resolve(process.env.INIT_CWD ?? '.', values.to);
  const started = Date.now();
  const { folder, manifest, bytes } = await backUp(parent, await readPassphrase({ isNew: true }), new Date());
  const tables = Object.keys(manifest.tables).length;
  console.log(
    `${folder}\n${tables} tables, ${manifest.files.length} files, ${(bytes / 1024 ** 2).toFixed(1)} MiB, ${((Date.now() - started) / 1000).toFixed(1)} s.
Keep it elsewhere, and its passphrase apart from it. Try it with: npm run verify-backup -- --from ${folder}`,
  );
});
