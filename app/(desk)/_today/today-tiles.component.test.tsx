import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import type { Today } from '@/lib/domain/redemptions/statistics/get-today';
import common from '@/messages/en/common.json';
import today from '@/messages/en/today.json';
import { renderInApp } from '@/test/components/render-in-app';
import { TodayTiles } from './today-tiles';

/** `marginPaisa`: null for anyone who does not see money. */
function show(marginPaisa: number | null, uncosted: number) {
  const of = {
    sold: { count: 7, amountPaisa: 730_000 },
    money:
      marginPaisa === null ? null : { commissionPaisa: 0, costPaisa: 380_000, goodwillPaisa: 0, marginPaisa, uncosted },
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

it('says what the sales cost, next to the margin, and neither to anyone who does not see money', () => {
  const { unmount } = show(120_000, 0);
  const cost = () => screen.queryByText(/^Cost/)?.textContent?.replaceAll('\u00a0', ' ');
  expect(cost()).toBe('Cost Rs 3,800');
  unmount();
  show(null, 0);
  expect(cost()).toBeUndefined();
  expect(screen.queryByText(/^Margin/)).toBeNull();
});

it('says of how many sales the margin is without', () => {
  show(120_000, 2);
  expect(screen.getByText(/^Margin/).textContent?.replaceAll('\u00a0', ' ')).toBe(
    'Margin Rs 1,200 without 2 sales of unknown cost',
  );
});
