import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import batches from '@/messages/en/batches.json';
import common from '@/messages/en/common.json';
import imports from '@/messages/en/imports.json';
import { renderInApp } from '@/test/components/render-in-app';
import { FileProgress } from './file-progress';
import type { ImportedFile } from './import-queries';

afterEach(() => vi.unstubAllGlobals());

const file: ImportedFile = {
  ...{ id: 9, fileName: 'large.csv', createdBy: 'Asha', createdAt: '2026-11-03T06:15:00Z', state: 'checking' },
  ...{ failure: null, refusal: null, rows: 20_000, rowsDone: 5000, newRows: 0, checked: null, imported: null },
};

function open(of: Partial<ImportedFile>) {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    sent.push(url);
    return Response.json({});
  });
  const onChanged = vi.fn(async () => {});
  const view = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ batches, common, imports }}>
      <QueryClientProvider client={new QueryClient()}>
        <FileProgress
          address="/api/desk/uploads/coupons"
          file={{ ...file, ...of }}
          again={<span>another</span>}
          onChanged={onChanged}
        />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return { ...view, sent, onChanged };
}

it.each([
  ['checking', 'Checking large.csv', 'Cancel the check'],
  ['importing', 'Adding what is new in large.csv', 'Cancel the import'],
] as const)('says how many rows are done while it is %s, and cancels that', async (state, label, button) => {
  const { user, sent, onChanged } = open({ state });
  expect(screen.getByRole('progressbar', { name: label }).getAttribute('aria-valuetext')).toBe('5,000 / 20,000');
  expect(screen.getByText('large.csv').tagName).toBe('BDI');
  await user.click(screen.getByRole('button', { name: button }));
  await vi.waitFor(() => expect(onChanged).toHaveBeenCalled());
  expect(sent).toEqual(['/api/desk/uploads/coupons/files/9/cancel']);
});

it.each([
  [{ failure: 'refused', refusal: 'holds no rows' }, 'The file holds no rows.'],
  [{ failure: 'fault' }, 'The desk failed while it read the file'],
  [{ failure: 'no_access' }, 'has no right to import it any more'],
] as const)('says why nothing came of it: %j', (of, words) => {
  open({ state: 'failed', ...of });
  expect(screen.getByRole('alert').textContent).toContain(words);
  expect(screen.getByText('another')).toBeTruthy();
});

it('says that a check was cancelled and left nothing', () => {
  open({ state: 'cancelled' });
  expect(screen.getByRole('status').textContent).toContain('Nothing of it was imported, and the file is deleted.');
});
