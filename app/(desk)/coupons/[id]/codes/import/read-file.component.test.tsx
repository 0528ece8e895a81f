import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { beforeEach, expect, it, vi } from 'vitest';
import { postFile } from '@/app/session/post-file';
import batches from '@/messages/en/batches.json';
import common from '@/messages/en/common.json';
import { renderInApp } from '@/test/components/render-in-app';
import type { HeadAnswer } from './file-head-query';
import { ReadFile } from './read-file';

vi.mock('@/app/session/desk-client', () => ({ ReadError: class extends Error {} }));
vi.mock('@/app/session/post-file', () => ({ postFile: vi.fn() }));

const head: HeadAnswer = {
  ...{ format: 'text', sheets: [], shape: 'a'.repeat(64), readAt: null },
  ...{ encoding: 'utf-8', hasMark: false, delimiter: 'comma', headerRow: 1, column: 2, questions: [], columns: 2 },
  rows: [
    { row: 1, line: 1, cells: ['Serial No', 'PIN Code'] },
    { row: 2, line: 2, cells: ['SER1001', 'PINA1'] },
  ],
};
/** Answers as the server does: what is chosen is no question any more. */
function answerWith(first: HeadAnswer) {
  vi.mocked(postFile).mockImplementation(async (address) => {
    const query = new URL(address, 'http://desk').searchParams;
    if (!address.includes('/head')) return { uploadId: 7, rows: 1 };
    const column = query.get('column');
    return column ? { ...first, column: Number(column), questions: [], shape: null, readAt: null } : first;
  });
}
const sent = () =>
  vi
    .mocked(postFile)
    .mock.calls.map(([address]) => address)
    .filter((address) => !address.includes('/head'));

function open() {
  const onSent = vi.fn();
  const file = new File(['Serial No,PIN Code\nSER1001,PINA1\n'], 'pins.csv');
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <NextIntlClientProvider locale="en" messages={{ common, batches }}>
        <ReadFile couponId={3} chosenFile={{ file, hasCheckCharacters: false }} onAnother={() => {}} onSent={onSent} />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  return { user, onSent };
}

beforeEach(() => vi.clearAllMocks());

it('shows the first rows and what they are read as, and sends exactly that', async () => {
  answerWith(head);
  const { user, onSent } = open();
  const rows = await screen.findByRole('region', { name: 'First rows' });
  expect(within(rows).getByText('PINA1')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Codes are in/ }).textContent).toContain('2: PIN Code');
  await user.click(screen.getByRole('button', { name: 'Check the file' }));
  await vi.waitFor(() => expect(onSent).toHaveBeenCalledExactlyOnceWith(7));
  const query = new URL(sent()[0] ?? '', 'http://desk').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    ...{ encoding: 'utf-8', delimiter: 'comma', headerRow: '1', column: '2', fileName: 'pins.csv' },
  });
});

it('sends nothing while a question is open, and says which', async () => {
  answerWith({ ...head, column: null, questions: ['column'] });
  const { user, onSent } = open();
  await screen.findByText('1 thing is not clear from the file: please decide.');
  await user.click(screen.getByRole('button', { name: 'Check the file' }));
  expect(await screen.findByText('Choose the column that holds the codes.')).toBeTruthy();
  expect(sent()).toEqual([]);
  await user.click(screen.getByRole('button', { name: /Codes are in/ }));
  await user.click(await screen.findByRole('option', { name: '2: PIN Code' }));
  await screen.findByText(/Look whether this is right/);
  await user.click(screen.getByRole('button', { name: 'Check the file' }));
  await vi.waitFor(() => expect(onSent).toHaveBeenCalledOnce());
  expect(sent()[0]).toContain('column=2');
});

it('says that it is read as an earlier file was, and has what is chosen instead remembered', async () => {
  answerWith({ ...head, column: 1, readAt: '2026-11-12T10:00:00Z' });
  const { user, onSent } = open();
  await screen.findByText(/as your file of 12 Nov 2026, which had the same columns/);
  await user.click(screen.getByRole('button', { name: /Codes are in/ }));
  await user.click(await screen.findByRole('option', { name: '2: PIN Code' }));
  await screen.findByText(/Look whether this is right/);
  await user.click(screen.getByRole('button', { name: 'Check the file' }));
  await vi.waitFor(() => expect(onSent).toHaveBeenCalledOnce());
  expect(sent()[0]).toContain(`column=2&shape=${'a'.repeat(64)}`);
});

it('asks which of several sheets is meant, and sends all of a workbook', async () => {
  const { encoding: _, delimiter: __, ...table } = head;
  answerWith({ ...table, format: 'xlsx', sheets: ['Notes', 'PINs'], sheet: 2 });
  const { user, onSent } = open();
  expect((await screen.findByRole('button', { name: /Sheet/ })).textContent).toContain('PINs');
  expect(screen.queryByRole('button', { name: /Encoding/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Check the file' }));
  await vi.waitFor(() => expect(onSent).toHaveBeenCalledOnce());
  const query = new URL(sent()[0] ?? '', 'http://desk').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({ sheet: '2', headerRow: '1', column: '2' });
  expect(query.has('encoding')).toBe(false);
});

it('says why a file is not read, and leads to another', async () => {
  vi.mocked(postFile).mockRejectedValue(Object.assign(new Error('is a PDF, not CSV'), { status: 400 }));
  open();
  expect((await screen.findByRole('alert')).textContent).toContain('The file is a PDF, not CSV.');
  expect(screen.getByRole('button', { name: 'Choose another file' })).toBeTruthy();
  expect(sent()).toEqual([]);
});
