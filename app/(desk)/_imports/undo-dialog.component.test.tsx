import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import { Toasts } from '@/components/toasts';
import { staysFor } from '@/lib/domain/coupons/imports/import-kind';
import type { UndoPlan } from '@/lib/domain/coupons/imports/undo-import';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { renderInApp } from '@/test/components/render-in-app';
import { UndoDialog } from './undo-dialog';

afterEach(() => vi.unstubAllGlobals());

function open(plan: UndoPlan, address = '/api/desk/uploads/coupons') {
  const sent: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (url: string | URL | Request, init?: RequestInit) => {
    sent.push([String(url instanceof Request ? url.url : url), init?.body]);
    return Response.json(init?.method === 'POST' ? { isRunning: true } : plan);
  });
  const [onStarted, onClose] = [vi.fn(), vi.fn()];
  const view = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, imports }}>
      <QueryClientProvider client={new QueryClient()}>
        <UndoDialog {...{ address, onStarted, onClose }} imported={{ id: 7, fileName: 'march.csv' }} />
        <Toasts />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return { ...view, sent, onStarted, onClose };
}

it('says what is taken back, names what stays and why, and has it undone', async () => {
  const stays = staysFor.map((why, id) => ({ id, name: `C${id}`, why }));
  const { user, sent, onStarted, onClose } = open({ takes: 3, staying: 120, stays, gone: 2 });
  expect(await screen.findByText(/^3 entries are taken back. They move to the bin/)).toBeTruthy();
  expect(screen.getByText('120 stay as they are:')).toBeTruthy();
  const listed = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(listed).toEqual([
    'C0: was deleted or archived already',
    'C1: was used since',
    'C2: something depends on it by now',
    'C3: was changed since',
    'and 116 more',
  ]);
  expect(screen.getByText('2 are not there any more.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Undo the import' }));
  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(onStarted).toHaveBeenCalledOnce();
  expect(sent.at(-1)).toEqual(['/api/desk/uploads/coupons/imports/undo', '{"id":7}']);
});

it('undoes nothing where nothing can be taken back any more', async () => {
  open({ takes: 0, staying: 1, stays: [{ id: 1, name: 'C1', why: 'used' }], gone: 0 });
  expect(await screen.findByText('Nothing of it can be taken back any more.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Undo the import' }).disabled).toBe(true);
});

it('says of products that their coupons stay as the import made them', async () => {
  open({ takes: 2, staying: 0, stays: [], gone: 0 }, '/api/desk/uploads/products');
  expect(
    await screen.findByText(/They are removed\. Where the import made .* that stays on: switch it off/),
  ).toBeTruthy();
});
