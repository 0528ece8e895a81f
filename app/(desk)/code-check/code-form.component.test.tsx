import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Explanation } from '@/lib/domain/redemptions/redemptions/explain-code';
import codeCheck from '@/messages/en/code-check.json';
import common from '@/messages/en/common.json';
import customers from '@/messages/en/customers.json';
import { renderInApp } from '@/test/components/render-in-app';
import { CodeForm } from './code-form';

const actions = vi.hoisted(() => ({ explain: vi.fn(), find: vi.fn() }));
vi.mock('./actions', () => ({ explainCodeAction: actions.explain }));
vi.mock('../_fitting/actions', () => ({ qualifyAction: vi.fn() }));
vi.mock('../customers/actions', () => ({ findCustomersAction: actions.find }));
vi.mock('../resource-picker', () => ({ ResourcePicker: () => null }));

const unknown: Explanation = {
  ...{ result: 'unknown', shape: 'other', coupon: null, discount: null, code: null, sale: null, rules: [] },
};
const lastAt = '2026-11-01T06:00:00Z';

beforeEach(() => {
  vi.clearAllMocks();
  actions.explain.mockResolvedValue({ ok: true, value: unknown });
  const rows = [{ saleId: 7, by: 'phone', contact: '+9779860848045', sales: 2, lastAt }];
  actions.find.mockResolvedValue({ ok: true, value: { rows, hasMore: false } });
});

async function askWhy(typed: string) {
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, codeCheck, customers }}>
        <CodeForm companyName="Desk" canWrite={false} />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  await user.type(screen.getByLabelText('Code'), `${typed}{Enter}`);
  return user;
}

it('leads from a phone number in place of a code to the customer', async () => {
  const user = await askWhy('986-0848045');
  const link = await screen.findByRole('link', { name: '986-0848045' });
  expect(link.getAttribute('href')).toBe('/customers/7?by=phone');
  expect(screen.queryByText('We do not know this code')).toBeNull();
  await user.clear(screen.getByLabelText('Code'));
  await user.type(screen.getByLabelText('Code'), 'ABCDE{Enter}');
  expect(await screen.findByText('We do not know this code')).toBeTruthy();
  expect(screen.queryByRole('link', { name: '986-0848045' })).toBeNull();
});

it('takes an email address, and says so when no answer arrives', async () => {
  actions.find.mockRejectedValueOnce(new Error('Offline'));
  await askWhy('sita@example.com');
  expect(await screen.findByText(/^The answer did not arrive/)).toBeTruthy();
  expect(actions.find).toHaveBeenCalledWith({ search: 'sita@example.com' });
});

it('is about the code where one is known by what was typed, and asks for no customer of other texts', async () => {
  actions.explain.mockResolvedValueOnce({ ok: true, value: { ...unknown, result: 'open' } });
  const user = await askWhy('9860848045');
  expect(await screen.findByText('Nothing is in the way so far')).toBeTruthy();
  await user.clear(screen.getByLabelText('Code'));
  await user.type(screen.getByLabelText('Code'), '12345{Enter}');
  expect(await screen.findByText('We do not know this code')).toBeTruthy();
  expect(actions.find).not.toHaveBeenCalled();
});
