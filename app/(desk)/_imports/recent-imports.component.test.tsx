import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import batches from '@/messages/en/batches.json';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ImportDone } from './import-done';
import { fileQuery, type ImportedFile, type RecentFile, type RecentImport } from './import-queries';
import { RecentImports } from './recent-imports';

afterEach(() => vi.unstubAllGlobals());

const address = '/api/desk/uploads/coupons';
/** Its end turns what follows around. */
const fileName = 'march\u202Evsc.csv';
const createdAt = '2026-11-03T06:15:00Z';

const plan = { takes: 2, staying: 0, stays: [], gone: 0 };
const kept: RecentImport = {
  ...{ id: 7, fileName, added: 3, createdBy: 'Asha', createdAt, undone: null, undoneAt: null, undoneBy: null },
  ...{ undoState: null, undoSeen: 0, undoStaying: 0, undoStays: [], undoGone: 0 },
};
const file: ImportedFile = {
  ...{ id: 9, fileName, createdBy: 'Asha', createdAt, state: 'done', failure: null, refusal: null },
  ...{ rows: 3, rowsDone: 3, newRows: 3, checked: null, imported: kept },
};
const stays = [{ id: 1, name: 'MARCH-1', why: 'used' as const }];
const undone = { undone: 2, undoneAt: createdAt, undoneBy: 'Bina', undoSeen: 3, undoStaying: 1, undoStays: stays };

/** Once it is pressed, an undo is first under way and then done. */
function open(ui: ReactNode, uploads: RecentFile[] = []) {
  let asked: number | null = null;
  vi.stubGlobal('fetch', async (given: string | URL | Request, init?: RequestInit) => {
    const url = String(given instanceof Request ? given.url : given);
    if (init?.method === 'POST') {
      asked = 0;
      return Response.json({ isRunning: true });
    }
    if (url.includes('/undo?')) return Response.json(plan);
    if (asked !== null) asked++;
    const running = { undoState: 'running' as const, undoSeen: 1 };
    const row = { ...kept, ...(asked === null ? {} : asked < 2 ? running : undone) };
    return Response.json(url.includes('/files/') ? { ...file, imported: row } : { uploads, rows: [row] });
  });
  return renderInApp(
    <NextIntlClientProvider locale="en" messages={{ batches, common, imports }} timeZone="UTC">
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

function Done() {
  const { data, refetch } = useQuery(fileQuery(address, 9));
  const words = { imported: (count: number) => `${count} added`, undone: (count: number) => `${count} undone` };
  if (!data) return null;
  return (
    <ImportDone {...{ address, words }} file={data} isOfPress onUndoStarted={() => void refetch()}>
      See them
    </ImportDone>
  );
}

it('has the focus on what was imported, and then on what was undone, with what stays', async () => {
  const { user } = open(<Done />);
  await screen.findByText('3 added');
  expect(focused()).toMatch(/^3 added/);
  await undoByKeyboard(user);
  await screen.findByText('2 undone');
  await frames(5);
  expect(focused()).toMatch(/^2 undone1 stays as it is/);
  expect(screen.getByRole('listitem').textContent).toBe('MARCH-1: was used since');
});

it('says in the list how far an undo is, and has the focus on what was undone', async () => {
  const { user } = open(<RecentImports address={address} onOpen={() => {}} onUndone={() => {}} />);
  await undoByKeyboard(user);
  const progress = await screen.findByRole('progressbar', { name: `Undoing the import of ${fileName}` });
  expect(progress.getAttribute('aria-valuetext')).toBe('1 / 3');
  const text = 'Undone by Bina: 2 taken back · 1 stays';
  await screen.findByText(/2 taken back/, undefined, { timeout: 3000 });
  await frames(5);
  expect(focused()).toBe(text);
});

it('lists files at work with how far they are, and opens one that waits', async () => {
  const { imported: _, checked: __, ...listed } = file;
  const uploads: RecentFile[] = [
    { ...listed, id: 11, fileName: 'large.csv', state: 'importing', rows: 20_000, rowsDone: 5000 },
    { ...listed, id: 10, fileName: 'waits.csv', state: 'checked', newRows: 12 },
  ];
  const onOpen = vi.fn();
  const { user } = open(<RecentImports address={address} onOpen={onOpen} onUndone={() => {}} />, uploads);
  const progress = await screen.findByRole('progressbar', { name: 'Being imported for Asha' });
  expect(progress.getAttribute('aria-valuetext')).toBe('5,000 / 20,000');
  const texts = screen.getAllByRole('listitem').map((item) => item.textContent);
  expect(texts[1]).toMatch(/Checked for Asha: 12 new rows wait to be imported/);
  const [, waiting] = screen.getAllByRole('button', { name: 'Open' });
  if (waiting) await user.click(waiting);
  expect(onOpen).toHaveBeenCalledWith(10);
});

it('keeps what turns text around within the name of its file', async () => {
  const { user } = open(<RecentImports address={address} onOpen={() => {}} onUndone={() => {}} />);
  const listed = await screen.findByText(fileName);
  await user.click(screen.getByRole('button', { name: 'Undo this import' }));
  const title = await screen.findByRole('heading', { name: /^Undo the import of / });
  expect(title.textContent).toBe(`Undo the import of ${fileName}?`);
  expect([listed.tagName, title.querySelector('bdi')?.textContent]).toEqual(['BDI', fileName]);
  expect(screen.getByText('Asha').tagName).toBe('BDI');
});
