import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import batches from '@/messages/en/batches.json';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ReadTable } from './read-table';

const head = {
  ...{ format: 'text', encoding: 'utf-8', delimiter: 'comma', sheet: null, sheets: [], hasMark: false, headerRow: 2 },
  rows: [
    { row: 1, line: 1, cells: ['Prices of May', ''] },
    { row: 2, line: 3, cells: ['kind', 'cost'] },
    { row: 3, line: 4, cells: ['rental', '99'] },
  ],
  ...{ columns: 2, places: [0, 1, 2, 0], asked: ['name', 'duration'], unit: 'major', unread: [] },
  ...{ questions: ['places'], readAt: null, shape: null },
};
let found = '';
vi.mock('./table-head-query', () => ({
  tableHeadQuery: () => ({ queryKey: ['table-head'], queryFn: async () => ({ ...head, form: found }) }),
}));

const columns = ['name', 'tvod_type', 'price', 'duration'].map((name) => ({ name, isNeeded: true as const }));
const names: Record<string, string> = { name: 'Name', tvod_type: 'Type', price: 'Price', duration: 'Days' };

function open(form: string) {
  found = form;
  return renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, imports, batches }}>
        <ReadTable
          address="/api/desk/uploads/tvod-prices"
          file={new File([''], 'prices.csv')}
          forms={[{ name: form, label: 'TVOD prices', columns }]}
          called={(column) => names[column] ?? column}
          again={null}
          onRead={() => undefined}
        />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

it('counts each column without a place, names the columns as the forms do, and the header by its line', async () => {
  open('own');
  expect(await screen.findByText('2 things are not clear from the file: please decide.')).toBeTruthy();
  for (const name of ['Name', 'Type', 'Price', 'Days']) {
    expect(screen.getAllByText(`${name} (needed)`).length).toBeGreaterThan(0);
  }
  expect(screen.queryByText(/tvod_type/)).toBeNull();
  expect(screen.getByRole('button', { name: /Header/ }).textContent).toContain('Row 3: kind, cost');
});

it('leaves the columns of another system the names that it gives them', async () => {
  open('shopify');
  expect((await screen.findAllByText('tvod_type (needed)')).length).toBeGreaterThan(0);
});
