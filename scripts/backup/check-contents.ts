import path from 'node:path';
import { getDatabase } from '@/db/client';
import { recount } from '@/lib/domain/redemptions/statistics/recount';
import { readHeadFile } from '@/lib/platform/audit/head-file';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { systemContext } from '@/lib/platform/context/context';

/** Holds the audit chain and the counters of this process' database against its rows. @param command that asks for it */
export async function checkContents(
  dataDir: string,
  command: string,
): Promise<{ auditRows: number; problems: string[] }> {
  const chain = await verifyChain(getDatabase(), await readHeadFile(path.join(dataDir, 'audit-heads.jsonl')));
  const counters = await recount(systemContext(getDatabase(), command), {});
  const problems = chain.problems.map(({ said }) => said);
  if (counters.differing > 0) problems.push(`${counters.differing} counters are not what their rows add up to.`);
  return { auditRows: chain.rows, problems };
}
