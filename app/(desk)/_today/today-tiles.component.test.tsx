import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import type { Today } from '@/lib/domain/redemptions/statistics/get-today';
import common from '@/messages/en/common.json';
import today from '@/messages/en/today.json';
import { renderInApp } from '@/test/components/render-in-app';
import { TodayTiles } from './today-tiles';

function show(marginPaisa: number, uncosted: number) {
  const of = {
    sold: { count: 7, amountPaisa: 730_000 },
    money: { commissionPaisa: 0, costPaisa: 0, goodwillPaisa: 0, marginPaisa, uncosted },
    weekAgo: { sold: { count: 0, amountPaisa: 0 }, redeemed: 0 },
    ...{ failed: 0, needsPerson: 0, unclear: 0, redeemed: 0, stock: [], supplier: null },
  } as unknown as Today;
  return renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, today }}>
      <TodayTiles today={of} />
    </NextIntlClientProvider>,
  );
}

it('says no margin of 0 where the cost of no sale is known', () => {
  show(0, 7);
  expect(screen.getByText('Margin not known')).toBeTruthy();
});

it('says of how many sales the margin is without', () => {
  show(120_000, 2);
  expect(screen.getByText(/^Margin/).textContent?.replaceAll('\u00a0', ' ')).toBe(
    'Margin Rs 1,200 without 2 sales of unknown cost',
  );
});
