import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import { recount } from '@/lib/domain/redemptions/statistics/recount';
import { systemContext } from '@/lib/platform/context/context';
import { runCommand } from './environment';

const usage = `Usage: npm run recount [-- --repair]
Rolls up what waits, counts redemptions and codes again and compares. With --repair, the new counts replace the counters
that are wrong.`;

try {
  const { values } = parseArgs({ options: { repair: { type: 'boolean', default: false } } });
  await runCommand(async () => {
    const { counters, differing, differences } = await recount(systemContext(getDatabase(), 'npm run recount'), values);
    if (differences.length > 0) console.table(differences);
    if (differing > differences.length) console.log(`These are ${differences.length} of them.`);
    const repaired = values.repair && differing > 0 ? ' They are repaired.' : '';
    console.log(`Counters compared: ${counters}. Differences: ${differing}.${repaired}`);
    if (differing > 0) process.exitCode = 1;
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
