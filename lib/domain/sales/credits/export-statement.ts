import { type CsvFile, toCsv } from '@/lib/core/csv';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import type { StatementEntry } from './credit-statement.sql';
import { listStatement } from './list-statement';
import { creditStatementInput } from './schemas';

const columns = ['time', 'what', 'amount', 'credit', 'reference', 'reason', 'by'];

/** The statement as CSV, newest first, between its closing and its opening credit; in rupees. @throws Forbidden, NotFound */
export const exportStatement = operation(
  'integrators.read',
  creditStatementInput,
  async (ctx, input): Promise<CsvFile> => {
    const { name } = await getIntegrator(ctx, { id: input.integratorId });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'statement' } });
    async function* rows() {
      let page = await listStatement(ctx, input);
      const { openingPaisa, closingPaisa } = page;
      yield toCsv([columns, [input.to ?? '', 'closing', '', rupees(closingPaisa), '', '', '']]);
      yield toCsv(page.entries.map(toLine));
      while (page.next !== null) {
        page = await listStatement(ctx, { ...input, before: page.next });
        yield toCsv(page.entries.map(toLine));
      }
      yield toCsv([[input.from ?? '', 'opening', '', rupees(openingPaisa), '', '', '']]);
    }
    return { name: `credit-${name}.csv`, rows: rows() };
  },
);

const rupees = (paisa: number) => paisa / 100;

function toLine({ at, kind, amountPaisa, balancePaisa, reference, reason, actorName }: StatementEntry) {
  return [at, kind, rupees(amountPaisa), rupees(balancePaisa), reference, reason, actorName];
}
