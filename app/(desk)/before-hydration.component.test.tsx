import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { OpenOwnSale } from '@/lib/domain/sales/sales/list-open-own-sales';
import common from '@/messages/en/common.json';
import sales from '@/messages/en/sales.json';
import { SaleTotals } from './sales/sale-totals';
import { UnseenSales } from './unseen-sales';

vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  usePathname: () => '/team',
  useSearchParams: () => new URLSearchParams(),
}));
vi.mock('./sell/actions', () => ({ acknowledgeSaleAction: vi.fn() }));

/** What a browser shows before any script has run. */
const markupOf = (children: ReactNode) =>
  renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" timeZone="Asia/Kathmandu" messages={{ common, sales }}>
        {children}
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
const documentOf = (children: ReactNode) => markupOf(children).replaceAll(/<[^>]+>/g, ' ');

it('says in the document which sales were not seen, so that no page is pushed down later', () => {
  const sale: OpenOwnSale = {
    ...{ id: 7, reference: 'one', state: 'succeeded', productName: 'nettv coupon', amountPaisa: 200_000 },
    ...{ phone: '+9779841000031', email: null, createdAt: '2026-11-01T06:00:00Z', unseen: true },
  };
  expect(documentOf(<UnseenSales initial={[sale]} />)).toMatch(/nettv coupon/);
});

it('shows the newest three of many sales that were not seen, and the others closed below, without a script', () => {
  const many: OpenOwnSale[] = Array.from({ length: 28 }, (_, index) => ({
    ...{ id: 128 - index, reference: `many-${index}`, state: 'succeeded', productName: 'nettv coupon' },
    ...{ amountPaisa: 200_000, phone: null, email: null, createdAt: '2026-11-01T06:00:00Z', unseen: true },
  }));
  const [shown = '', closed = ''] = markupOf(<UnseenSales initial={many} />).split('<details>');
  expect(shown.match(/Open sale \d+/g)).toEqual(['Open sale 128', 'Open sale 127', 'Open sale 126']);
  expect(closed).toMatch(/<summary[^>]*>And 25 more</);
  expect(closed.match(/Open sale \d+/g)).toHaveLength(25);
});

it('has the totals of the sales in the document', () => {
  const totals = {
    states: [{ state: 'succeeded' as const, count: 3, amountPaisa: 600_000 }],
    money: { commissionPaisa: 0, costPaisa: 500_000, goodwillPaisa: 0, marginPaisa: 100_000, uncosted: 0 },
    capped: false,
  };
  expect(documentOf(<SaleTotals filter={{}} initial={totals} />)).toMatch(/6,000.*5,000/s);
});

it('says no cost and no margin of 0 where no cost is known', () => {
  const totals = {
    states: [{ state: 'succeeded' as const, count: 3, amountPaisa: 600_000 }],
    money: { commissionPaisa: 0, costPaisa: 0, goodwillPaisa: 0, marginPaisa: 0, uncosted: 3 },
    capped: false,
  };
  const text = documentOf(<SaleTotals filter={{}} initial={totals} />);
  expect(text).toContain('What these sales cost is not known');
  expect(text).not.toMatch(/Margin|Cost/);
});
