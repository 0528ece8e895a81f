import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { Code, MaskedCode } from './masked-code';

const hidden = 'Hidden, ending in 7K3Q';
const clear = 'ABCD-1234-7K3Q';

async function reveal(read: () => Promise<string>) {
  renderInApp(<MaskedCode lastFour="7K3Q" name="code 7K3Q" reveal={read} />);
  fireEvent.click(screen.getByRole('button', { name: 'Reveal code 7K3Q' }));
  await act(async () => {});
}

it('is in clear from when it is revealed until it is hidden', async () => {
  await reveal(async () => 'ABCD12347K3Q');
  expect(screen.getByText(clear)).toBeTruthy();
  expect(screen.queryByText(hidden)).toBeNull();
  expect(screen.getByRole('button', { name: 'Copy code 7K3Q' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Hide code 7K3Q' }));
  expect(screen.getByText(hidden)).toBeTruthy();
  expect(document.body.innerHTML).not.toContain('ABCD');
});

it('hides again after a minute', async () => {
  vi.useFakeTimers();
  await reveal(async () => 'ABCD12347K3Q');
  act(() => vi.advanceTimersByTime(59_999));
  expect(screen.getByText(clear)).toBeTruthy();
  act(() => vi.advanceTimersByTime(1));
  expect(screen.getByText(hidden)).toBeTruthy();
  expect(document.body.innerHTML).not.toContain('ABCD');
});

it.each([
  [new Error('You have revealed too many today.'), 'You have revealed too many today.'],
  ['nothing that says why', 'code 7K3Q could not be shown. Try again.'],
])('says why it could not be shown: %s', async (refusal, message) => {
  await reveal(() => Promise.reject(refusal));
  expect(await screen.findByText(message)).toBeTruthy();
  expect(screen.getByText(hidden)).toBeTruthy();
});

it('cannot be revealed by those who cannot read it', () => {
  renderInApp(<MaskedCode lastFour="7K3Q" name="code 7K3Q" />);
  expect(screen.queryByRole('button')).toBeNull();
});

it('is read by four characters', () => {
  renderInApp(<Code value="ABCD1234EFGH56789" />);
  expect(screen.getByText('ABCD-1234-EFGH-56789')).toBeTruthy();
});
