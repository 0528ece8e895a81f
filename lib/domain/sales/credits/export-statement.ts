import { type Cell, currency, instantCells, instantColumns, type TableFile } from '@/lib/core/table-file';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { StatementEntry } from './credit-statement.sql';
import { listStatement } from './list-statement';
import { creditStatementInput } from './schemas';

const columns = [...instantColumns('time'), 'what', 'amount', 'credit', 'currency', 'reference', 'reason', 'by'];

/** The statement as a file, newest first, between its closing and its opening credit; in rupees. @throws Forbidden, NotFound */
export const exportStatement = operation(
  'integrators.read',
  creditStatementInput,
  async (ctx, input): Promise<TableFile> => {
    const { name } = await getIntegrator(ctx, { id: input.integratorId });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'statement' } });
    async function* rows(): AsyncGenerator<Cell[][]> {
      const { timeZone } = await getSettings(ctx.db);
      let page = await listStatement(ctx, input);
      const { openingPaisa, closingPaisa } = page;
      yield [columns, [input.to, '', 'closing', '', rupees(closingPaisa), currency, '', '', '']];
      yield page.entries.map((entry) => toLine(entry, timeZone));
      while (page.next !== null) {
        page = await listStatement(ctx, { ...input, before: page.next });
        yield page.entries.map((entry) => toLine(entry, timeZone));
      }
      yield [[input.from, '', 'opening', '', rupees(openingPaisa), currency, '', '', '']];
    }
    return { name: `credit-${name}`, rows: rows() };
  },
);

const rupees = (paisa: number) => paisa / 100;

function toLine(entry: StatementEntry, timeZone: string): Cell[] {
  const { at, kind, amountPaisa, balancePaisa, reference, reason, actorName } = entry;
  const amounts = [rupees(amountPaisa), rupees(balancePaisa), currency];
  return [...instantCells(at, timeZone), kind, ...amounts, reference, reason, actorName];
}
