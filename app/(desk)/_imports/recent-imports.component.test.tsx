import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ImportDone } from './import-done';
import { RecentImports } from './recent-imports';

afterEach(() => vi.unstubAllGlobals());

const address = '/api/desk/uploads/coupons';
/** Its end turns what follows around. */
const fileName = 'march\u202Evsc.csv';
const left = { staying: 0, stays: [], gone: 0 };

function open(ui: ReactNode) {
  let undone: number | null = null;
  vi.stubGlobal('fetch', async (url: string | URL | Request, init?: RequestInit) => {
    if (init?.method === 'POST') {
      undone = 2;
      return Response.json({ undone, ...left });
    }
    if (String(url instanceof Request ? url.url : url).includes('/undo')) return Response.json({ takes: 2, ...left });
    const row = { id: 7, fileName, added: 2, createdBy: 'Asha', createdAt: '2026-11-03T06:15:00Z' };
    const undoneAt = undone === null ? null : row.createdAt;
    return Response.json({ rows: [{ ...row, undone, undoneAt, undoneBy: undone === null ? null : 'Bina' }] });
  });
  return renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, imports }} timeZone="UTC">
      <QueryClientProvider client={new QueryClient()}>{ui}</QueryClientProvider>
    </NextIntlClientProvider>,
  );
}

async function undoByKeyboard(user: ReturnType<typeof open>['user']) {
  (await screen.findByRole('button', { name: 'Undo this import' })).focus();
  await user.keyboard('{Enter}');
  await screen.findByText(/^2 entries are taken back/);
  screen.getByRole('button', { name: 'Undo the import' }).focus();
  await user.keyboard('{Enter}');
}

const focused = () => document.activeElement?.textContent;
/** Longer than a dialog that closes needs to give the focus back. */
const frames = async (count: number) => {
  for (let at = 0; at < count; at++) await new Promise(requestAnimationFrame);
};

it('has the focus on what was imported, and then on what was undone', async () => {
  const words = { imported: (count: number) => `${count} added`, undone: (count: number) => `${count} undone` };
  const imported = { added: 2, id: 7 };
  const { user } = open(
    <ImportDone {...{ address, fileName, imported, words }} onUndone={() => {}}>
      See them
    </ImportDone>,
  );
  expect(focused()).toMatch(/^2 added/);
  await undoByKeyboard(user);
  await screen.findByText('2 undone');
  await frames(5);
  expect(focused()).toBe('2 undone');
});

it('has the focus on what was undone in the list', async () => {
  const { user } = open(<RecentImports address={address} onUndone={() => {}} />);
  await undoByKeyboard(user);
  await screen.findByText('Undone by Bina: 2 taken back');
  await frames(5);
  expect(focused()).toBe('Undone by Bina: 2 taken back');
});

it('keeps what turns text around within the name of its file', async () => {
  const { user } = open(<RecentImports address={address} onUndone={() => {}} />);
  const listed = await screen.findByText(fileName);
  await user.click(screen.getByRole('button', { name: 'Undo this import' }));
  const title = await screen.findByRole('heading', { name: /^Undo the import of / });
  expect(title.textContent).toBe(`Undo the import of ${fileName}?`);
  expect([listed.tagName, title.querySelector('bdi')?.textContent]).toEqual(['BDI', fileName]);
});
