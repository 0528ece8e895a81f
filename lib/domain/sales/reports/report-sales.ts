import { type Period, resolvePeriod } from '@/lib/core/period';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { ReportFigures, ReportRow } from './figures';
import type { ReportGroup } from './filters';
import { addFigures, readReportRows } from './report-rows';
import { reportSalesInput } from './schemas';

/** A screen lists this many; its total and the export have all. */
export const shownRows = 500;

export type SalesReport = {
  by: ReportGroup;
  timeZone: string;
  period: Period;
  rows: ReportRow[];
  /** What is beyond `shownRows`, in one; null for nothing. */
  rest: (ReportFigures & { rows: number }) | null;
  total: ReportFigures;
};

/** What was sold in some days by day, seller, product, method, shift or integrator. @throws Forbidden, Invalid */
export const reportSales = operation(
  'sales.read',
  reportSalesInput,
  async (ctx, { by, ...asked }): Promise<SalesReport> => {
    const { timeZone } = await getSettings(ctx.db);
    const period = resolvePeriod(ctx.now(), timeZone, asked);
    const all = await readReportRows(ctx, by, period);
    const beyond = all.slice(shownRows);
    return {
      by,
      timeZone,
      period,
      rows: all.slice(0, shownRows),
      rest: beyond.length > 0 ? { rows: beyond.length, ...addFigures(beyond) } : null,
      total: addFigures(all),
    };
  },
);
