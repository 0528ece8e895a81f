import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { CopyButton } from './copy-button';

const noClipboard = () => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });

afterEach(() => {
  document.execCommand = () => false;
});

it('copies, and says so to everybody', async () => {
  const { user } = renderInApp(<CopyButton value="7K3Q-9TRM" label="Copy PIN" />);
  await user.click(screen.getByRole('button', { name: 'Copy PIN' }));
  expect(await navigator.clipboard.readText()).toBe('7K3Q-9TRM');
  expect((await screen.findByText('Copied')).getAttribute('role')).toBe('status');
});

it('says it on its face where it has one', async () => {
  const { user } = renderInApp(<CopyButton value="7K3Q-9TRM" label="Copy PIN" wide />);
  await user.click(screen.getByRole('button', { name: 'Copy PIN' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
});

it('copies a selection over plain http, where there is no clipboard', async () => {
  const { user } = renderInApp(<CopyButton value="7K3Q-9TRM" label="Copy PIN" />);
  noClipboard();
  let copied = '';
  document.execCommand = () => {
    const field = document.querySelector('textarea');
    copied = field?.value.slice(field.selectionStart, field.selectionEnd) ?? '';
    return true;
  };
  await user.click(screen.getByRole('button', { name: 'Copy PIN' }));
  expect(await screen.findByText('Copied')).toBeTruthy();
  expect(copied).toBe('7K3Q-9TRM');
  expect(document.querySelector('textarea')).toBeNull();
});

it('says what to do when the browser refuses', async () => {
  const { user } = renderInApp(<CopyButton value="7K3Q-9TRM" label="Copy PIN" />);
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
  await user.click(screen.getByRole('button', { name: 'Copy PIN' }));
  expect(await screen.findByText(/Select the text and copy it by hand/)).toBeTruthy();
  expect(screen.queryByText('Copied')).toBeNull();
});
