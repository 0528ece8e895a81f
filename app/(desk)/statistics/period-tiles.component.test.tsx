import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import statistics from '@/messages/en/statistics.json';
import { renderInApp } from '@/test/components/render-in-app';
import type { Statistics } from './period-queries';
import { PeriodTiles } from './period-tiles';

const statisticsOf = (now: number, before: number) =>
  ({
    period: { days: 30 },
    counted: { redemptions: now, newUsers: 0, discountPaisa: 0 },
    before: { redemptions: before, newUsers: 0, discountPaisa: 0 },
    uniqueUsers: 0,
    codes: { available: 0, sold: 0, redeemed: 0 },
    coupon: null,
  }) as unknown as Statistics;

it.each([
  [150, 100, '50 more than in the 30 days before (+50%)'],
  [50, 100, '50 less than in the 30 days before (-50%)'],
  [9, 1, '8 more than in the 30 days before (+800%)'],
  // A percentage of next to nothing says nothing.
  [10, 1, '1 in the 30 days before'],
  [177, 1, '1 in the 30 days before'],
  [5, 0, 'none in the 30 days before'],
])('compares %d with the %d before', (now, before, words) => {
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ statistics }}>
      <PeriodTiles statistics={statisticsOf(now, before)} />
    </NextIntlClientProvider>,
  );
  expect(screen.getAllByText(words)).not.toEqual([]);
});
