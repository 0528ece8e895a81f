import { screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import { defaultTimeZone } from '@/lib/core/time';
import type { ReportFigures } from '@/lib/domain/sales/reports/figures';
import type { SalesReport } from '@/lib/domain/sales/reports/report-sales';
import common from '@/messages/en/common.json';
import reports from '@/messages/en/reports.json';
import sales from '@/messages/en/sales.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ReportTable } from './report-table';

const money = { commissionPaisa: 0, costPaisa: 120_000, goodwillPaisa: 0, marginPaisa: 80_000, uncosted: 1 };
const figures = (count: number, seesMoney: boolean): ReportFigures => ({
  states: [{ state: 'succeeded', count, amountPaisa: count * 200_000 }],
  money: seesMoney ? money : null,
});
const report = (more: Partial<SalesReport> = {}, seesMoney = true): SalesReport => ({
  by: 'seller',
  timeZone: defaultTimeZone,
  period: {
    ...{ from: '2026-11-01', to: '2026-11-10', days: 10 },
    before: { from: '2026-10-22', to: '2026-10-31', days: 10 },
  },
  rows: [
    { key: '7', name: 'Asha', ...figures(2, seesMoney) },
    { key: null, name: null, ...figures(1, seesMoney) },
  ],
  rest: null,
  total: figures(3, seesMoney),
  ...more,
});
const show = (shown: SalesReport) =>
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, reports, sales }} timeZone={defaultTimeZone}>
      <ReportTable report={shown} isStale={false} groupControl={null} exported={{ by: 'seller' }} empty="Nothing" />
    </NextIntlClientProvider>,
  );
const rowOf = (name: RegExp) => screen.getByRole('row', { name });

it('ends in a total, and leads from each row to its sales', () => {
  show(report());
  expect(within(rowOf(/^Asha/)).getByRole('link').getAttribute('href')).toBe(
    '/sales?from=2026-11-01&to=2026-11-10&sellerId=7',
  );
  expect(within(rowOf(/^Integrators/)).queryByRole('link')).toBeNull();
  const total = screen.getAllByRole('row').at(-1);
  expect(total?.textContent).toContain('TotalRs\u00a06,0003 sales');
});

it('shows cost and margin where they came, and says of how many sales nobody knows the cost', () => {
  show(report());
  expect(screen.getByRole('columnheader', { name: 'Margin' })).toBeTruthy();
  expect(screen.getByText(/^The cost of 1 sale is not known/)).toBeTruthy();
  expect(rowOf(/^Asha/).textContent).toContain('Rs\u00a0800');
  expect(rowOf(/^Integrators/).textContent).toMatch(/Not known.*Rs\u00a00.*Not known/);
});

it('has no column for what the reader does not see', () => {
  show(report({}, false));
  expect(screen.getByRole('columnheader', { name: 'Sold' })).toBeTruthy();
  for (const name of ['Cost', 'Goodwill', 'Margin']) expect(screen.queryByRole('columnheader', { name })).toBeNull();
});

it('sums up in one row what is only in the export, and says when there is nothing', () => {
  const { unmount } = show(report({ rest: { rows: 12, ...figures(4, true) } }));
  expect(rowOf(/^12 more, in the export/).textContent).toContain('Rs\u00a08,000');
  unmount();
  show(report({ rows: [], total: { states: [], money: null } }));
  expect(screen.getByText('Nothing')).toBeTruthy();
});
