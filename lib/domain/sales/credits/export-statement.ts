import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { instantsOfRange } from '@/lib/platform/settings/instant-of-time';
import { countStatement, listOwnStatement, listStatement, type OwnStatement } from './list-statement';
import { ownStatementFileInput, statementFileInput } from './schemas';

const columns = [...instantColumns('time'), 'what', 'amount', 'credit', 'currency', 'reference', 'reason'];
const nameOf = ({ name }: { name: string }) => `credit-${name}`;

/** The statement as a file, newest first, between its closing and its opening credit; in rupees. Audited. @throws Forbidden, Invalid, NotFound */
export const exportStatement = tableExport('integrators.read', statementFileInput, {
  kind: 'statement',
  columns: () => [...columns, 'by'],
  record: async (ctx: Context, { integratorId, ...span }) =>
    record(ctx, await getIntegrator(ctx, { id: integratorId }), span),
  name: nameOf,
  count: (ctx, input) => countStatement(ctx, input),
  rows: (ctx, input) =>
    rows(ctx, {
      span: input,
      read: (before) => listStatement(ctx, { ...input, before }),
      last: (entry) => [entry?.actorName],
    }),
});

/** A partner's own, with the columns that they see. @throws Forbidden, Invalid */
export const exportOwnStatement = tableExport('partner.read', ownStatementFileInput, {
  kind: 'partner-statement',
  columns: () => columns,
  record: async (ctx: Context<UserActor>, span) => record(ctx, await getOwnIntegrator(ctx), span),
  name: nameOf,
  count: (ctx, input) => countStatement(ctx, { ...input, integratorId: ownIntegrator(ctx) }),
  rows: (ctx, input) =>
    rows(ctx, { span: input, read: (before) => listOwnStatement(ctx, { ...input, before }), last: () => [] }),
});

type OwnEntry = OwnStatement['entries'][number];
type Ends = Pick<OwnStatement, 'openingPaisa' | 'closingPaisa' | 'next'>;

type Span = { from?: string | undefined; to?: string | undefined };

type Statement<E> = {
  span: Span;
  read: (before?: number) => Promise<Ends & { entries: E[] }>;
  /** What follows each entry, and nothing where there is none. */
  last: (entry?: E) => Cell[];
};

async function record(ctx: Context, { id, name }: { id: number; name: string }, { from, to }: Span) {
  const about = { subjectKind: 'integrator', subjectId: id };
  await recordAudit(ctx, { action: 'integrator.statement_exported', ...about, data: { from, to } });
  recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'statement' } });
  return { name };
}

async function* rows<E extends OwnEntry>(ctx: Context, { span, read, last }: Statement<E>): AsyncGenerator<Cell[][]> {
  const [{ timeZone }, { from, to }] = await Promise.all([getSettings(ctx.db), instantsOfRange(ctx, span)]);
  const lineOf = (entry: E) => [...toLine(entry, timeZone), ...last(entry)];
  // Where the days begin and end: `time` holds instants.
  const end = (at: Date | undefined, what: string, paisa: number | null): Cell[] => [
    ...[...instantCells(at, timeZone), what, '', rupeesCell(paisa), currency, '', ''],
    ...last(),
  ];
  let page = await read();
  const { openingPaisa, closingPaisa } = page;
  yield [end(to, 'closing', closingPaisa), ...page.entries.map(lineOf)];
  while (page.next !== null) {
    page = await read(page.next);
    yield page.entries.map(lineOf);
  }
  yield [end(from, 'opening', openingPaisa)];
}

function toLine(entry: OwnEntry, timeZone: string): Cell[] {
  const { at, kind, amountPaisa, balancePaisa, reference, reason } = entry;
  const amounts = [rupeesCell(amountPaisa), rupeesCell(balancePaisa), currency];
  return [...instantCells(at, timeZone), kind, ...amounts, reference, reason];
}
