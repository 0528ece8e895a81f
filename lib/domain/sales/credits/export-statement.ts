import type { z } from 'zod';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns, type TableFile } from '@/lib/core/table-file';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { listOwnStatement, listStatement, type OwnStatement } from './list-statement';
import { ownStatementFileInput, statementFileInput } from './schemas';

const columns = [...instantColumns('time'), 'what', 'amount', 'credit', 'currency', 'reference', 'reason'];

/** The statement as a file, newest first, between its closing and its opening credit; in rupees. Audited. @throws Forbidden, NotFound */
export const exportStatement = operation(
  'integrators.read',
  statementFileInput,
  async (ctx, input): Promise<TableFile> => {
    const { name } = await getIntegrator(ctx, { id: input.integratorId });
    const read = (before?: number) => listStatement(ctx, { ...input, before });
    await record(ctx, input.integratorId, input);
    return fileOf(ctx, { name, span: input, read, last: { column: 'by', cell: ({ actorName }) => actorName } });
  },
);

/** A partner's own, with the columns that they see. @throws Forbidden */
export const exportOwnStatement = operation(
  'partner.read',
  ownStatementFileInput,
  async (ctx, input): Promise<TableFile> => {
    const { id, name } = await getOwnIntegrator(ctx);
    await record(ctx, id, input);
    return fileOf(ctx, { name, span: input, read: (before) => listOwnStatement(ctx, { ...input, before }) });
  },
);

type OwnEntry = OwnStatement['entries'][number];
type Ends = Pick<OwnStatement, 'openingPaisa' | 'closingPaisa' | 'next'>;

type Statement<E> = {
  name: string;
  span: z.output<typeof ownStatementFileInput>;
  read: (before?: number) => Promise<Ends & { entries: E[] }>;
  last?: { column: string; cell: (entry: E) => Cell };
};

async function record(ctx: Context, subjectId: number, { from, to }: Statement<OwnEntry>['span']): Promise<void> {
  const entry = { action: 'integrator.statement_exported', subjectKind: 'integrator', subjectId, data: { from, to } };
  await recordAudit(ctx, entry);
  recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'statement' } });
}

function fileOf<E extends OwnEntry>(ctx: Context, { name, span, read, last }: Statement<E>): TableFile {
  const end = last ? [''] : [];
  async function* rows(): AsyncGenerator<Cell[][]> {
    const { timeZone } = await getSettings(ctx.db);
    const lineOf = (entry: E) => [...toLine(entry, timeZone), ...(last ? [last.cell(entry)] : [])];
    let page = await read();
    const { openingPaisa, closingPaisa } = page;
    yield [
      [...columns, ...(last ? [last.column] : [])],
      [span.to, '', 'closing', '', rupeesCell(closingPaisa), currency, '', '', ...end],
    ];
    yield page.entries.map(lineOf);
    while (page.next !== null) {
      page = await read(page.next);
      yield page.entries.map(lineOf);
    }
    yield [[span.from, '', 'opening', '', rupeesCell(openingPaisa), currency, '', '', ...end]];
  }
  return { name: `credit-${name}`, rows: rows() };
}

function toLine(entry: OwnEntry, timeZone: string): Cell[] {
  const { at, kind, amountPaisa, balancePaisa, reference, reason } = entry;
  const amounts = [rupeesCell(amountPaisa), rupeesCell(balancePaisa), currency];
  return [...instantCells(at, timeZone), kind, ...amounts, reference, reason];
}
