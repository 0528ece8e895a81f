import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import common from '@/messages/en/common.json';
import customers from '@/messages/en/customers.json';
import { renderInApp } from '@/test/components/render-in-app';
import { CustomerFinder } from './customer-finder';

const actions = vi.hoisted(() => ({ find: vi.fn() }));
vi.mock('./actions', () => ({ findCustomersAction: actions.find }));

beforeEach(() => vi.clearAllMocks());

async function search(text: string) {
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, customers }}>
        <CustomerFinder takesParts />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  await user.type(screen.getByLabelText('Phone or email'), `${text}{Enter}`);
}

it('lists customers with the way to their page, which has no contact in its address', async () => {
  const lastAt = '2026-11-01T06:00:00Z';
  actions.find.mockResolvedValue({
    ok: true,
    value: {
      rows: [
        { saleId: 7, by: 'phone', contact: '+9779860848045', sales: 2, lastAt },
        { saleId: 8, by: 'email', contact: `${'a'.repeat(60)}@example.com`, sales: 1, lastAt },
      ],
      hasMore: true,
    },
  });
  await search('48045');
  const link = await screen.findByRole('link', { name: '986-0848045' });
  expect(link.getAttribute('href')).toBe('/customers/7?by=phone');
  expect(screen.getByRole('heading', { name: '2 customers' })).toBeTruthy();
  expect(screen.getByText(/^There are more/)).toBeTruthy();
  expect(actions.find).toHaveBeenCalledWith({ search: '48045' });
});

it('asks for more than two letters before it searches', async () => {
  actions.find.mockResolvedValue({ ok: true, value: { rows: [], hasMore: false } });
  await search('ab');
  expect(await screen.findByText(/^Enter at least five digits/)).toBeTruthy();
  expect(actions.find).not.toHaveBeenCalled();
});

it('says what to do when no answer arrives', async () => {
  actions.find.mockRejectedValue(new Error('Offline'));
  await search('nobody@');
  expect(await screen.findByText(/^No answer arrived/)).toBeTruthy();
});

it('says so when nobody is found', async () => {
  actions.find.mockResolvedValue({ ok: true, value: { rows: [], hasMore: false } });
  await search('nobody@');
  expect(await screen.findByText('No customer for “nobody@”')).toBeTruthy();
});
