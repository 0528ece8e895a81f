import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { expect, it, vi } from 'vitest';
import batches from '@/messages/en/batches.json';
import common from '@/messages/en/common.json';
import { renderInApp } from '@/test/components/render-in-app';
import type { CheckedUpload } from './checked-upload';
import { UploadProgress } from './upload-progress';

const cancel = vi.hoisted(() => vi.fn());
vi.mock('../batch-actions', () => ({ cancelUploadAction: cancel }));

const upload: CheckedUpload = {
  ...{ id: 7, couponId: 3, fileName: 'large.csv', hasCheckCharacters: false, state: 'reading', failure: null },
  ...{
    bytes: 2_000_000,
    bytesRead: 500_000,
    readToLine: 40_001,
    checkedToLine: 0,
    rows: 40_000,
    good: 0,
    malformed: 0,
  },
  ...{ wrongCheck: 0, duplicate: 0, existing: 0, damaged: 0, misaligned: 0, notData: 0, reading: null, concerns: [] },
  ...{ batchId: null, createdBy: 'Asha' },
};

function open(of: Partial<CheckedUpload>) {
  const onChanged = vi.fn(async () => {});
  const view = renderInApp(
    <NextIntlClientProvider locale="en" messages={{ batches, common }}>
      <QueryClientProvider client={new QueryClient()}>
        <UploadProgress upload={{ ...upload, ...of }} again={<span>another</span>} onChanged={onChanged} />
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
  return { ...view, onChanged };
}

it('says how much of a file is read, and how many rows that is, and cancels it', async () => {
  cancel.mockResolvedValue({ ok: true });
  const { user, onChanged } = open({});
  expect(
    screen.getByRole('progressbar', { name: 'Reading large.csv: 40,000 rows' }).getAttribute('aria-valuetext'),
  ).toBe('25%');
  await user.click(screen.getByRole('button', { name: 'Cancel the check' }));
  expect(cancel).toHaveBeenCalledWith({ couponId: 3, uploadId: 7 });
  await vi.waitFor(() => expect(onChanged).toHaveBeenCalled());
});

it('says how much of it is compared', () => {
  open({ state: 'checking', checkedToLine: 30_001 });
  expect(screen.getByRole('progressbar', { name: 'Checking large.csv' }).getAttribute('aria-valuetext')).toBe('75%');
});

it('says why there is no result, and leads to another file', () => {
  open({ state: 'failed', failure: 'holds no rows' });
  expect(screen.getByRole('alert').textContent).toContain('The file holds no rows.');
  expect(screen.getByText('another')).toBeTruthy();
});

it('says that nothing is left of what was cancelled', () => {
  open({ state: 'cancelled' });
  expect(screen.getByRole('status').textContent).toContain('The check of large.csv was cancelled');
});
