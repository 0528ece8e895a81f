import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import { refusal } from '@/lib/domain/coupons/imports/reasons';
import { startSummary } from '@/lib/domain/coupons/imports/summarize-rows';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { ImportResult } from './import-result';

const row = (line: number, warned: boolean) => ({
  ...{ line, cells: [`C${line}`], entry: {}, result: 'new' as const, problems: [], notes: [] },
  warnings: warned ? [refusal('expiration_date', 'is in the past: nobody can redeem it')] : [],
});

function open(warned: boolean) {
  const onImport = vi.fn();
  const summary = startSummary();
  summary.add([row(2, warned), row(3, false)]);
  const words = {
    ...{ named: 'Code', describe: null, called: () => 'Until' },
    submit: (count: number) => `Import ${count} coupons`,
  };
  const view = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, imports }}>
      <QueryClientProvider client={new QueryClient()}>
        <ImportResult
          address="/api/desk/uploads/coupons"
          file={{ id: 7, fileName: 'coupons.csv' }}
          isStarting={false}
          checked={summary.result()}
          words={words}
          onImport={onImport}
        >
          {null}
        </ImportResult>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return { ...view, onImport };
}

it('says in the row what is rarely meant, and imports it with a second press of another name', async () => {
  const { user, onImport } = open(true);
  expect(screen.getByText(/^1 new row is allowed and rarely meant/)).toBeTruthy();
  expect(screen.getByText('Rarely meant: Until: is in the past: nobody can redeem it')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Import 2 coupons' }));
  expect(onImport).not.toHaveBeenCalled();
  await pressOnceShown(user, 'Import 2 coupons all the same');
  expect(onImport).toHaveBeenCalledWith({ confirmed: false, meant: true });
});

it('takes a double click for one press', async () => {
  const { user, onImport } = open(true);
  await user.dblClick(screen.getByRole('button', { name: 'Import 2 coupons' }));
  expect(screen.getByRole('button', { name: 'Import 2 coupons all the same' })).toBeTruthy();
  expect(onImport).not.toHaveBeenCalled();
});

it('imports with one press what nothing is said of', async () => {
  const { user, onImport } = open(false);
  await user.click(screen.getByRole('button', { name: 'Import 2 coupons' }));
  expect(onImport).toHaveBeenCalledWith({ confirmed: false, meant: false });
});
