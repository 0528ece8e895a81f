import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { toastError } from './toasts';

const network = vi.hoisted(() => ({ isThere: false }));
vi.mock('./toast-region', async (original) => {
  if (!network.isThere) throw new Error('The connection is gone.');
  return original();
});

it('says what happened in plain text while its own scripts cannot be loaded, and as a toast once they can', async () => {
  renderInApp(<p>Page</p>);
  toastError('Nothing was done.', { description: 'You are offline.' });
  toastError('Nothing was done.', { description: 'You are offline.' });
  const plain = await screen.findByText('Nothing was done. You are offline.');
  expect(plain.closest('[role="alert"]')).not.toBeNull();
  expect(screen.queryByRole('alertdialog')).toBeNull();

  network.isThere = true;
  const toast = await screen.findByRole('alertdialog', {}, { timeout: 30_000 });
  expect(toast.textContent).toContain('Nothing was done.');
  await waitFor(() => expect(plain.isConnected).toBe(false));
});
