import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { showToast } from './toast-region';

const shown = () => screen.queryAllByRole('alertdialog').map((one) => one.textContent);
const expectShown = (texts: string[]) =>
  waitFor(() => expect(shown().toSorted()).toEqual(texts.toSorted()), { timeout: 30_000 });
const lost = { kind: 'error', message: 'Not loaded.' } as const;

it('says a failure once, however often it is repeated, and again after it was closed', async () => {
  const { user } = renderInApp(<p>Page</p>);
  for (let times = 0; times < 3; times += 1) showToast(lost);
  showToast({ ...lost, description: 'No connection.' });
  showToast({ kind: 'error', message: 'Another one.' });
  await expectShown(['Another one.', 'Not loaded.', 'Not loaded.No connection.']);

  const own = screen.getAllByRole('alertdialog').find((one) => one.textContent === lost.message);
  if (!own) throw new Error('It is not shown.');
  await user.click(within(own).getByRole('button'));
  await expectShown(['Another one.', 'Not loaded.No connection.']);
  showToast(lost);
  await expectShown(['Another one.', 'Not loaded.', 'Not loaded.No connection.']);
});

it('does what it offers once, however often that is pressed', async () => {
  const { user } = renderInApp(<p>Page</p>);
  const onPress = vi.fn();
  showToast({ kind: 'success', message: 'Switched off.', action: { label: 'Undo', onPress } });
  await user.dblClick(await screen.findByRole('button', { name: 'Undo' }, { timeout: 30_000 }));
  expect(onPress).toHaveBeenCalledOnce();
});
