import { getDatabase } from '@/db/client';
import { readHeadFile } from '@/lib/platform/audit/head-file';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { runCommand } from './environment';

await runCommand(async () => {
  const file = process.env.AUDIT_HEAD_FILE;
  const { rows, dropped, waiting, heads, uncheckedHeads, problems } = await verifyChain(
    getDatabase(),
    file ? await readHeadFile(file) : [],
  );
  console.log(`${rows} audit rows were followed along their chain, against ${heads} signed heads.`);
  if (dropped > 0) console.log(`${dropped} rows before them were dropped once they had been kept long enough.`);
  if (waiting > 0)
    console.log(`${waiting} rows wait to be chained, which the desk does each minute; they were not checked.`);
  if (uncheckedHeads > 0) {
    console.log(
      `${uncheckedHeads} heads are signed with keys that are not loaded any more; later heads cover their rows.`,
    );
  }
  for (const { said } of problems) console.log(said);
  if (problems.length === 0) console.log('Nothing was changed, removed or put in.');
  else process.exitCode = 1;
});
