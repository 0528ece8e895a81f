import { runStatement } from '@/db/run-statement';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { afterLast, type CreditStatementRow, creditStatement, type StatementEntry } from './credit-statement.sql';
import { creditStatementInput } from './schemas';

export type CreditStatement = {
  /** The credit before the first entry of the whole span, and after its last one. */
  openingPaisa: number;
  closingPaisa: number;
  /** One page of it, newest first. */
  entries: StatementEntry[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
  /** The page before this one, null on the first; its `before` is null unless a whole page more comes before that. */
  previous: { before: number | null } | null;
};

const perPage = 50;

/** What moved an integrator's credit, newest first, with the credit before and after. @throws Forbidden */
export const listStatement = operation(
  'integrators.read',
  creditStatementInput,
  async (ctx, { integratorId, from = null, to = null, before = afterLast }): Promise<CreditStatement> => {
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
      previous: before === afterLast ? null : { before: row?.previous ? Number(row.previous) : null },
    };
  },
);
