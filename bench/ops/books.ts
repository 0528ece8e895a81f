import { findInconsistencies } from '@/lib/domain/redemptions/redemptions/testing';
import { recount } from '@/lib/domain/redemptions/statistics/recount';
import { systemContext } from '@/lib/platform/context/context';
import type { Figure } from './fault';
import type { Heard } from './load';
import type { World } from './world';

/** Every row against every other, and against what clients were answered: nothing lost, nothing twice, no account off. */
export async function compareBooks({ database, integratorId }: World, heard: Heard): Promise<Figure> {
  const { db, sql } = database;
  const problems = await findInconsistencies(db);
  const rows = await sql<{ key: string }[]>`
    select idempotency_key as key from redemptions
    where integrator_id = ${integratorId} and state = 'redeemed' and idempotency_key is not null`;
  const kept = new Set(rows.map(({ key }) => key));
  for (const key of heard.redeemed) if (!kept.has(key)) problems.push(`redemption ${key} was acknowledged and is lost`);
  for (const key of kept) {
    if (!heard.redeemed.has(key) && !heard.openRedemptions.has(key))
      problems.push(`redemption ${key} was never asked for`);
  }
  const sales = await sql<{ reference: string; code: string | null }[]>`
    select reference, code_id as code from sales where integrator_id = ${integratorId} and state = 'succeeded'`;
  const sold = new Map(sales.map(({ reference, code }) => [reference, code]));
  for (const reference of heard.bought.keys()) {
    if (!sold.get(reference)) problems.push(`purchase ${reference} was acknowledged and is lost`);
  }
  if (new Set(sold.values()).size !== sold.size) problems.push('a code was sold twice');
  if (new Set(heard.bought.values()).size !== heard.bought.size) problems.push('a PIN was answered twice');
  const off = await sql<{ id: string }[]>`
    select a.id from credit_accounts a where a.balance_paisa <>
      coalesce((select sum(amount_paisa) from credit_transfers where to_account_id = a.id), 0)
      - coalesce((select sum(amount_paisa) from credit_transfers where from_account_id = a.id), 0)`;
  for (const { id } of off) problems.push(`account ${id} is not the sum of its transfers`);
  const { differing, counters } = await recount(systemContext(db, 'Checks of faults'), {});
  if (differing > 0) problems.push(`${differing} of ${counters} counters are wrong`);
  for (const problem of problems.slice(0, 10)) console.error(`    ${problem}`);
  return {
    what: 'books: what was acknowledged, codes, PINs, accounts, counters',
    limit: 'nothing off',
    measured:
      problems.length === 0 ? `${kept.size} redemptions and ${sold.size} sales agree` : `${problems.length} off`,
    holds: problems.length === 0,
  };
}
