import type { z } from 'zod';
import { runStatement } from '@/db/run-statement';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import {
  afterLast,
  type CreditStatementRow,
  creditStatement,
  creditStatementCount,
  type StatementEntry,
} from './credit-statement.sql';
import { creditStatementInput, ownStatementInput } from './schemas';

/** What purchases were charged, and the credit that would give it away, is null for a person without `money.read`. */
type ShownEntry = Omit<StatementEntry, 'amountPaisa' | 'balancePaisa'> & {
  amountPaisa: number | null;
  balancePaisa: number | null;
};

export type CreditStatement = {
  /** The credit before the first entry of the whole span, and after its last one; as `balancePaisa` null for some. */
  openingPaisa: number | null;
  closingPaisa: number | null;
  /** One page of it, newest first. */
  entries: ShownEntry[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
  /** The page before this one, null on the first; its `before` is null unless a whole page more comes before that. */
  previous: { before: number | null } | null;
};

/** A partner's own. */
export type OwnStatement = Omit<CreditStatement, 'entries'> & { entries: Omit<ShownEntry, 'actorName'>[] };

const perPage = 50;

/** What moved an integrator's credit, newest first, with the credit before and after. @throws Forbidden */
export const listStatement = operation('integrators.read', creditStatementInput, async (ctx, input) => {
  const statement = await readStatement(ctx, input);
  return can(ctx.actor, 'money.read') ? statement : withoutCharges(statement);
});

/** The statement of a partner's own integrator, without the names of who moved its credit. @throws Forbidden */
export const listOwnStatement = operation(
  'partner.read',
  ownStatementInput,
  async (ctx, input): Promise<OwnStatement> => {
    const statement = await readStatement(ctx, { ...input, integratorId: ownIntegrator(ctx) });
    return { ...statement, entries: statement.entries.map(({ actorName: _, ...entry }) => entry) };
  },
);

function withoutCharges(statement: CreditStatement): CreditStatement {
  const entries = statement.entries.map((entry) => ({
    ...entry,
    amountPaisa: entry.saleId === null ? entry.amountPaisa : null,
    balancePaisa: null,
  }));
  return { ...statement, openingPaisa: null, closingPaisa: null, entries };
}

/** How many entries a span has. For use cases: it asks for no permission. */
export async function countStatement(
  ctx: Context,
  { integratorId, from, to }: Omit<z.output<typeof creditStatementInput>, 'before'>,
): Promise<number> {
  const { timeZone } = await getSettings(ctx.db);
  const values = [integratorId, from ?? null, to ?? null, timeZone];
  const [row] = await runStatement<{ many: number }>(ctx.db, creditStatementCount, values);
  return Number(row?.many ?? 0);
}

async function readStatement(
  ctx: Context,
  { integratorId, from, to, before = afterLast }: z.output<typeof creditStatementInput>,
): Promise<CreditStatement> {
  const { timeZone } = await getSettings(ctx.db);
  const values = [integratorId, from ?? null, to ?? null, before, perPage + 1, timeZone];
  const [row] = await runStatement<CreditStatementRow>(ctx.db, creditStatement, values);
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
}
