import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import { builtInMethods, listPaymentSettings } from '@/lib/core/entities/payment-method';
import type { SettingsValues } from '@/lib/platform/settings/schemas';
import common from '@/messages/en/common.json';
import sales from '@/messages/en/sales.json';
import settings from '@/messages/en/settings.json';
import { renderInApp } from '@/test/components/render-in-app';
import { PaymentSettingsProvider } from '../payment-settings';
import * as actions from './actions';
import { SettingsForm } from './settings-form';

vi.mock('./actions', () => ({ updateSettingsAction: vi.fn() }));

const before: SettingsValues = {
  ...{ companyName: 'A Company', address: '', taxNumber: '', receiptTerms: '', timeZone: 'Asia/Kathmandu' },
  ...{ repeatSaleMinutes: 10, voidMinutes: 15, shiftRequired: false },
  ...{ v1PerMinute: 600, managementPerMinute: 600, nettvPerMinute: 600, wrongCodesPerMinute: 30 },
  paymentMethods: listPaymentSettings(builtInMethods, ['IME Pay']),
};

function open(canChange = true) {
  const known = listPaymentSettings(builtInMethods, ['IME Pay']);
  return renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, sales, settings }}>
        <PaymentSettingsProvider value={known}>
          <SettingsForm settings={before} timeZones={['Asia/Kathmandu']} canChange={canChange} />
        </PaymentSettingsProvider>
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

const list = () => screen.getByRole('group', { name: 'Ways to pay at the desk' });
const names = () =>
  within(list())
    .getAllByRole('checkbox')
    .map((box) => box.closest('label')?.textContent);

it('adds, renames, orders and switches off ways to pay, and saves them alone', async () => {
  const save = vi.mocked(actions.updateSettingsAction);
  save.mockImplementation(async (input) => ({ ok: true, value: { ...before, ...input } as never }));
  const { user } = open();
  const builtIn = ['Cash', 'eSewa', 'Khalti wallet', 'Bank transfer', 'Card', 'On account'];
  expect(names()).toEqual([...builtIn, 'IME Pay']);
  await user.click(screen.getByRole('button', { name: 'Add a way to pay' }));
  await user.keyboard('ConnectIPS');
  await user.clear(screen.getAllByLabelText('Name')[0] as HTMLElement);
  await user.type(screen.getAllByLabelText('Name')[0] as HTMLElement, 'IME');
  await user.click(screen.getByRole('checkbox', { name: 'Card' }));
  await user.click(screen.getByRole('button', { name: 'Move eSewa up' }));
  expect(names()).toEqual(['eSewa', 'Cash', ...builtIn.slice(2), 'IME', 'ConnectIPS']);
  await user.click(screen.getByRole('button', { name: 'Save settings' }));
  await screen.findByText('Settings saved');
  const sent = save.mock.lastCall?.[0];
  expect(Object.keys(sent ?? {})).toEqual(['paymentMethods']);
  expect(sent?.paymentMethods?.map(({ key, name, isOffered }) => [key, name, isOffered])).toEqual([
    ['esewa', null, true],
    ['cash', null, true],
    ['khalti', null, true],
    ['bank_transfer', null, true],
    ['card', null, false],
    ['on_account', null, true],
    ['own_1', 'IME', false],
    [null, 'ConnectIPS', true],
  ]);
});

it('says at its name that another one has it, or that there is none, and lets go of one that is not saved yet', async () => {
  const save = vi.mocked(actions.updateSettingsAction).mockReset();
  const { user } = open();
  await user.click(screen.getByRole('button', { name: 'Add a way to pay' }));
  await user.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText('Enter a name.')).toBeTruthy();
  await user.type(screen.getAllByLabelText('Name')[1] as HTMLElement, 'ime pay');
  await user.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText('Another way to pay has this name.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Remove ime pay' }));
  expect(screen.getAllByLabelText('Name')).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Remove IME Pay' })).toBeNull();
  expect(save).not.toHaveBeenCalled();
});

it('is only read by people who cannot change it', () => {
  open(false);
  expect(screen.queryByRole('button', { name: 'Add a way to pay' })).toBeNull();
  expect(within(list()).queryByRole('button')).toBeNull();
  for (const box of within(list()).getAllByRole('checkbox')) expect(box).toHaveProperty('disabled', true);
});
