import path from 'node:path';
import { parseArgs } from 'node:util';
import { readPassphrase } from './backup/passphrase';
import { openBackup } from './backup/restore';
import { runAlone } from './backup/run-alone';
import { verifyBackup } from './backup/verify';

const usage = `Usage: npm run verify-backup -- --from FOLDER
Restores a backup into a scratch place, counts every table, and compares keys, audit chain and counters. No desk is touched.`;

await runAlone(usage, async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (!values.from) throw new Error('--from is missing.');
  const folder = path.resolve(process.env.INIT_CWD ?? '.', values.from);
  const result = await verifyBackup(openBackup(folder, await readPassphrase({ isNew: false })));
  for (const problem of result.problems) console.log(problem);
  console.log(
    `${result.tables} tables with ${result.rows} rows were restored and counted; ${result.auditRows} audit rows follow their chain.`,
  );
  console.log(result.problems.length === 0 ? 'This backup can be restored.' : 'This backup is not what it should be.');
  if (result.problems.length > 0) process.exitCode = 1;
});
