import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import approvals from '@/messages/en/approvals.json';
import common from '@/messages/en/common.json';
import { renderInApp } from '@/test/components/render-in-app';
import * as actions from './actions';
import { FourEyesForm } from './four-eyes-form';

// With a factory: without one the modules of the server are loaded.
vi.mock('./actions', () => ({ updateFourEyesAction: vi.fn() }));

const off = {
  creditPaisa: null,
  exportCodes: null,
  freeCoupons: false,
  couponPaisa: null,
  voidPaisa: null,
  prices: false,
};
const on = { ...off, creditPaisa: 100_000, exportCodes: 10 };

function open(limits: typeof off | typeof on) {
  return renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, approvals }}>
        <FourEyesForm limits={limits} canChange />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

const save = vi.mocked(actions.updateFourEyesAction);
beforeEach(() => {
  save.mockReset().mockImplementation(async ({ was: _, ...value }) => ({ ok: true, value }));
});

it('asks for the amount of what is switched on, and saves it next to what was there', async () => {
  const { user } = open(off);
  expect(screen.queryByRole('textbox')).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: /^Credit to an integrator/ }));
  await user.click(screen.getByRole('checkbox', { name: /^Coupons of 100 %/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Enter a number, or switch it off.');
  await user.type(screen.getByRole('textbox', { name: /^Credit above/ }), '500');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved. It applies from now on.');
  expect(save).toHaveBeenCalledExactlyOnceWith({ ...off, creditPaisa: 50_000, freeCoupons: true, was: off });
});

it('sends no amount of what is switched off', async () => {
  const { user } = open(on);
  expect(screen.getAllByRole('textbox')).toHaveLength(2);
  await user.click(screen.getByRole('checkbox', { name: /^Exports/ }));
  expect(screen.getAllByRole('textbox')).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved. It applies from now on.');
  expect(save).toHaveBeenCalledExactlyOnceWith({ ...on, exportCodes: null, was: on });
});
