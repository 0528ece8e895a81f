import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it } from 'vitest';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { renderInApp } from '@/test/components/render-in-app';
import { ImportDone } from './import-done';
import type { ImportedFile, RecentImport } from './import-queries';

const made: RecentImport = {
  ...{ id: 7, fileName: 'large.csv', added: 2000, createdBy: 'Asha', createdAt: '2026-11-03T06:15:00Z' },
  ...{ undoneAt: null, undoneBy: null, undone: null, undoState: null, undoSeen: 0 },
  ...{ undoStaying: 0, undoStays: [], undoGone: 0 },
};
const file: ImportedFile = {
  ...{ id: 9, fileName: 'large.csv', createdBy: 'Asha', createdAt: made.createdAt, state: 'done', failure: null },
  ...{ refusal: null, rows: 2000, rowsDone: 2000, newRows: 2000, checked: null, imported: made },
};

it.each([
  [{}, {}, 'It can be undone for a day.', 'Undo this import'],
  [{ state: 'failed', failure: 'fault' }, {}, 'The desk failed before the end of the file', 'Undo this import'],
  [{ state: 'failed', failure: 'no_access' }, {}, 'has no right to import it any more', 'Undo this import'],
  [{ state: 'cancelled' }, {}, 'The import was cancelled before its end.', 'Undo this import'],
  [{}, { undoState: 'failed', undoSeen: 400 }, 'Its undo ended after 400 of 2,000 entries', 'Go on with the undo'],
  [{}, { undoState: 'running', undoSeen: 400 }, '2,000 added', null],
] as const)('says of %j and %j: %j', (of, imported, words, button) => {
  const shown = { ...file, ...of, imported: { ...made, ...imported } };
  renderInApp(
    <NextIntlClientProvider locale="en" messages={{ common, imports }}>
      <QueryClientProvider client={new QueryClient()}>
        <ImportDone
          address="/api/desk/uploads/coupons"
          file={shown}
          isOfPress={false}
          words={{ imported: () => '2,000 added', undone: () => '' }}
          onUndoStarted={() => {}}
        >
          See them
        </ImportDone>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  expect(screen.getByRole('heading', { name: 'large.csv' })).toBeTruthy();
  const [status] = screen.getAllByRole('status');
  expect(status?.textContent).toContain(words);
  // While it runs it says how far it is, and nothing of an undo that one could press.
  const buttons = screen.queryAllByRole('button').map((one) => one.textContent);
  expect(buttons).toEqual(button ? [button] : []);
  if (!button) expect(status?.textContent).not.toContain('can be undone');
});
