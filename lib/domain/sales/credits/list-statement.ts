import { runStatement } from '@/db/run-statement';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { afterLast, type CreditStatementRow, creditStatement, type StatementEntry } from './credit-statement.sql';
import { type CreditStatementInput, creditStatementInput } from './schemas';

export type CreditStatement = {
  /** The credit before the first entry of the whole span, and after its last one. */
  openingPaisa: number;
  closingPaisa: number;
  /** One page of it, newest first. */
  entries: StatementEntry[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
};

const perPage = 50;

/** What moved an integrator's credit, newest first, with the credit before and after. @throws Forbidden */
export async function listStatement(ctx: Context, input: CreditStatementInput): Promise<CreditStatement> {
  assertCan(ctx, 'integrators.read');
  const { integratorId, from = null, to = null, before = afterLast } = creditStatementInput.parse(input);
  const { timeZone } = await getSettings(ctx.db);
  const [row] = await runStatement<CreditStatementRow>(ctx.db, creditStatement, [
    integratorId,
    from,
    to,
    before,
    perPage + 1,
    timeZone,
  ]);
  const found = (JSON.parse(row?.entries ?? '[]') as StatementEntry[]).map((entry) => ({
    ...entry,
    at: new Date(entry.at).toISOString(),
  }));
  const entries = found.slice(0, perPage);
  return {
    openingPaisa: Number(row?.opening ?? 0),
    closingPaisa: Number(row?.closing ?? 0),
    entries,
    next: found.length > perPage ? (entries.at(-1)?.id ?? null) : null,
  };
}
