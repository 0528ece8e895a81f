import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import statistics from '@/messages/en/statistics.json';
import { renderInApp } from '@/test/components/render-in-app';
import { SoldTiles } from './sold-tiles';

const period = {
  ...{ from: '2026-11-01', to: '2026-11-07', days: 7 },
  before: { from: '2026-10-25', to: '2026-10-31', days: 7 },
};

function show(uncosted: number) {
  const money = { commissionPaisa: 0, costPaisa: 300_000, goodwillPaisa: 0, marginPaisa: 100_000, uncosted };
  const states = [{ state: 'succeeded' as const, count: 2, amountPaisa: 400_000 }];
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ statistics }}>
      <SoldTiles sold={{ states, money }} period={period} />
    </NextIntlClientProvider>,
  );
}

it('shows what was sold, cost and is left, each with the way to the report of these days', () => {
  show(0);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.textContent?.replaceAll('\u00a0', ' '))).toEqual([
    'Sold forRs 4,0002 sales',
    'CostRs 3,000',
    'MarginRs 1,000',
  ]);
  for (const link of links) expect(link.getAttribute('href')).toBe('/reports?from=2026-11-01&to=2026-11-07');
});

it('says which costs are not known, and shows no margin where none is', () => {
  show(1);
  expect(screen.getByText(/^The cost of 1 sale is not known/)).toBeTruthy();
  expect(screen.getByText('Rs 1,000')).toBeTruthy();
});

it('shows neither cost nor margin where no cost is known', () => {
  show(2);
  expect(screen.getAllByText('Not known')).toHaveLength(2);
});
