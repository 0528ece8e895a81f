import { rupeesCell } from '@/lib/core/csv';
import { resolvePeriod } from '@/lib/core/period';
import { type Cell, currency, type TableFile } from '@/lib/core/table-file';
import { saleStates } from '@/lib/domain/sales/sales/filters';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { ReportRow } from './figures';
import type { ReportGroup } from './filters';
import { readReportRows } from './report-rows';
import { reportSalesInput } from './schemas';

const moneyHeader = ['commission_rupees', 'cost_rupees', 'goodwill_rupees', 'margin_rupees', 'cost_not_known'];
const linesAtOnce = 500;

const columnsOf = ({ actor }: Context, by: ReportGroup): string[] => [
  by,
  'name',
  'currency',
  ...saleStates.flatMap((state) => [`${state}_count`, `${state}_rupees`]),
  ...(can(actor, 'money.read') ? moneyHeader : []),
];

const writeReport = operation(
  'sales.read',
  reportSalesInput,
  async (ctx: Context<UserActor>, { by, ...asked }): Promise<TableFile> => {
    const { timeZone } = await getSettings(ctx.db);
    const period = resolvePeriod(ctx.now(), timeZone, asked);
    const { from, to } = period;
    const data = { by, from, to };
    await recordAudit(ctx, { action: 'sales.report_exported', subjectKind: 'settings', subjectId: 1, data });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'sales report' } });
    async function* rows(): AsyncGenerator<Cell[][]> {
      yield [columnsOf(ctx, by)];
      const all = await readReportRows(ctx, by, period);
      for (let start = 0; start < all.length; start += linesAtOnce) {
        yield all.slice(start, start + linesAtOnce).map(cells);
      }
    }
    return { name: `sales-by-${by}-${from}-${to}`, rows: rows() };
  },
);

/** A whole report as a file, a line for each row and none for the total. Audited. @throws Forbidden, Invalid */
export const exportReport = Object.assign(writeReport, {
  columns: (ctx: Context, { by }: { by: ReportGroup }) => columnsOf(ctx, by),
});

function cells({ key, name, states, money }: ReportRow): Cell[] {
  return [
    key,
    name,
    currency,
    ...saleStates.flatMap((state) => {
      const found = states.find((one) => one.state === state);
      return [found?.count ?? 0, rupeesCell(found?.amountPaisa ?? 0)];
    }),
    ...(money
      ? [
          rupeesCell(money.commissionPaisa),
          rupeesCell(money.costPaisa),
          rupeesCell(money.goodwillPaisa),
          rupeesCell(money.marginPaisa),
          money.uncosted,
        ]
      : []),
  ];
}
