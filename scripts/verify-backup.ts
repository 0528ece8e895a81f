import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { namingOptions, openNamed } from './backup/open-named';
import { runAlone } from './backup/run-alone';
import { verifyBackup } from './backup/verify';

const usage = `Usage: npm run verify-backup -- --from FOLDER [--at 2026-11-29T02:30:00Z|latest [--wal FOLDER]]
Restores a backup into a scratch place, counts every table, and compares keys, audit chain and counters. No desk is touched.
With --at, the backup and its archived WAL, up to that time.`;

await runAlone(usage, async () => {
  const { values } = parseArgs({ options: namingOptions });
  const { backup, recovery } = await openNamed(values);
  const result = await verifyBackup(backup, tmpdir(), recovery);
  for (const problem of result.problems) console.log(problem);
  console.log(
    `${result.tables} tables with ${result.rows} rows were restored and counted; ${result.auditRows} audit rows follow their chain.`,
  );
  console.log(result.problems.length === 0 ? 'This backup can be restored.' : 'This backup is not what it should be.');
  if (result.problems.length > 0) process.exitCode = 1;
});
