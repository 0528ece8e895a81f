import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import type { CustomerSummary } from '@/lib/domain/sales/customers/find-customer';
import common from '@/messages/en/common.json';
import customers from '@/messages/en/customers.json';
import sales from '@/messages/en/sales.json';
import { renderInApp } from '@/test/components/render-in-app';
import { CustomerSearch } from './customer-search';

const actions = vi.hoisted(() => ({ find: vi.fn(), export: vi.fn(), erase: vi.fn() }));
vi.mock('./actions', () => ({
  findCustomerAction: actions.find,
  exportCustomerAction: actions.export,
  eraseCustomerAction: actions.erase,
}));

const customer: CustomerSummary = {
  contact: '+9779860848045',
  contacts: ['+9779860848045', 'sita@example.com'],
  sales: 2,
  amountPaisa: 400_000,
  messages: 3,
  notes: 1,
  language: 'ne',
  isOpen: false,
  lastSales: [
    { id: 7, productName: 'nettv coupon', amountPaisa: 200_000, state: 'succeeded', createdAt: '2026-11-01T06:00:00Z' },
  ],
};

beforeEach(() => {
  vi.clearAllMocks();
  actions.find.mockResolvedValue({ ok: true, value: customer });
});

async function find() {
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, customers, sales }}>
        <CustomerSearch />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  await user.type(screen.getByLabelText('Phone or email'), '986-0848045');
  await user.click(screen.getByRole('button', { name: 'Find customer' }));
  return user;
}

it('shows what there is of a customer, and who else an erasure would take', async () => {
  await find();
  expect(await screen.findByRole('heading', { name: '986-0848045' })).toBeTruthy();
  expect(actions.find).toHaveBeenCalledWith({ contact: '+9779860848045' });
  expect(screen.getByText('sita@example.com')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'nettv coupon' }).getAttribute('href')).toBe('/sales/7');
});

it('erases with the same contact typed once more and a reason, and shows nothing of the customer then', async () => {
  actions.erase.mockResolvedValue({ ok: true, value: { sales: 2, messages: 3, notes: 1, auditRows: 4 } });
  const user = await find();
  await user.click(await screen.findByRole('button', { name: 'Erase contacts' }));
  const dialog = await screen.findByRole('dialog', { name: 'Erase 986-0848045' });
  const submit = [...dialog.querySelectorAll('button')].find((button) => button.textContent === 'Erase contacts');
  if (!submit) throw new Error('The dialog has no button.');
  await user.type(screen.getByLabelText('Type the phone or email again'), '9860000000');
  await user.type(screen.getByLabelText('Why, and who asked for it'), 'They asked for it.');
  await user.click(submit);
  expect(await screen.findByText('Type the same phone number or email address.')).toBeTruthy();
  expect(actions.erase).not.toHaveBeenCalled();
  await user.clear(screen.getByLabelText('Type the phone or email again'));
  await user.type(screen.getByLabelText('Type the phone or email again'), '+977 9860848045');
  await user.click(submit);
  await waitFor(() => expect(actions.erase).toHaveBeenCalledTimes(1));
  expect(await screen.findByText(/^2 sales and what was written of them/)).toBeTruthy();
  expect(screen.queryByText('sita@example.com')).toBeNull();
});

it('lets nobody erase while a sale has no outcome, and says so when there is nobody', async () => {
  actions.find.mockResolvedValueOnce({ ok: true, value: { ...customer, isOpen: true } });
  const user = await find();
  const erase = await screen.findByRole('button', { name: 'Erase contacts' });
  expect(erase.hasAttribute('disabled')).toBe(true);
  actions.find.mockResolvedValueOnce({
    ok: true,
    value: { ...customer, sales: 0, notes: 0, language: null, contacts: [], lastSales: [] },
  });
  await user.click(screen.getByRole('button', { name: 'Find customer' }));
  expect(await screen.findByText('No sale with this contact')).toBeTruthy();
});
