import { screen, waitFor } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { pressOnceShown } from '@/test/components/press-once-shown';
import { renderInApp } from '@/test/components/render-in-app';
import { Button } from './button';
import { ConfirmDialog, Dialog } from './dialog';

function Opened({ isSticky = false }: { isSticky?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Open</Button>
      <Dialog title="Password of Asha" isOpen={isOpen} onOpenChange={setOpen} isSticky={isSticky}>
        <input aria-label="Inside" />
        <Button onPress={() => setOpen(false)}>I have passed it on</Button>
      </Dialog>
    </>
  );
}

/** As by a menu: what has the focus is gone before the dialog comes. */
function OpenedLate() {
  const [at, setAt] = useState<'button' | 'menu' | 'between' | 'dialog'>('button');
  const isOpen = at === 'dialog';
  const setOpen = (open: boolean) => setAt(open ? 'dialog' : 'button');
  useEffect(() => {
    if (at === 'between') setAt('dialog');
  }, [at]);
  return (
    <>
      <Button onPress={() => setAt('menu')}>Open late</Button>
      {at === 'menu' && (
        <div role="menu">
          <button ref={(item) => item?.focus()} type="button" role="menuitem" onClick={() => setAt('between')}>
            Set a password
          </button>
        </div>
      )}
      <Dialog title="Password of Asha" isOpen={isOpen} onOpenChange={setOpen}>
        <p>Inside</p>
      </Dialog>
    </>
  );
}

async function open(dialog: React.ReactNode) {
  const { user } = renderInApp(dialog);
  const opener = screen.getByRole('button', { name: 'Open' });
  await user.click(opener);
  expect(await screen.findByRole('dialog', { name: 'Password of Asha' })).toBeTruthy();
  return { user, opener };
}

const expectClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

describe('a dialog', () => {
  it('has the focus, keeps it, and gives it back to what opened it', async () => {
    const { user, opener } = await open(<Opened />);
    const dialog = screen.getByRole('dialog');
    for (let presses = 0; presses < 5; presses += 1) {
      expect(dialog.contains(document.activeElement)).toBe(true);
      await user.tab();
    }
    await user.keyboard('{Escape}');
    await expectClosed();
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('gives it back to what had it last, where that had lost it by the time it opened', async () => {
    const { user } = renderInApp(<OpenedLate />);
    const opener = screen.getByRole('button', { name: 'Open late' });
    await user.click(opener);
    await user.click(screen.getByRole('menuitem'));
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await expectClosed();
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('is closed by its button', async () => {
    const { user } = await open(<Opened />);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await expectClosed();
  });

  it('that shows what is not shown again is closed by its own button alone', async () => {
    const { user } = await open(<Opened isSticky />);
    expect(screen.queryByRole('button', { name: 'Close' })).toBeNull();
    await user.keyboard('{Escape}');
    const backdrop = document.querySelector('.modal__backdrop');
    expect(backdrop).not.toBeNull();
    await user.click(backdrop as Element);
    expect(screen.getByRole('dialog')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'I have passed it on' }));
    await expectClosed();
  });
});

describe('a question', () => {
  function ask(isPending = false) {
    const onConfirm = vi.fn();
    const onOpenChange = vi.fn();
    const { user } = renderInApp(
      <ConfirmDialog
        title="Delete 312 codes?"
        confirmLabel="Delete 312 codes"
        isOpen
        onOpenChange={onOpenChange}
        onConfirm={onConfirm}
        isPending={isPending}
      >
        4 are sold and stay.
      </ConfirmDialog>,
    );
    expect(screen.getByRole('alertdialog', { name: 'Delete 312 codes?' }).textContent).toContain(
      '4 are sold and stay.',
    );
    return { user, onConfirm, onOpenChange };
  }

  it('is answered by the button that says what it does', async () => {
    const { user, onConfirm } = ask();
    await pressOnceShown(user, 'Delete 312 codes');
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it('is not answered by the second press of a double click, neither of what opened it nor of its own', async () => {
    const { user, onConfirm } = ask();
    await user.click(screen.getByRole('button', { name: 'Delete 312 codes' }));
    expect(onConfirm).not.toHaveBeenCalled();
    await pressOnceShown(user, 'Delete 312 codes');
    await user.click(screen.getByRole('button', { name: 'Delete 312 codes' }));
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it('does nothing when it is cancelled', async () => {
    const { user, onConfirm, onOpenChange } = ask();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('is asked and answered once', async () => {
    const { user, onConfirm, onOpenChange } = ask(true);
    await user.click(screen.getByRole('button', { name: /Delete 312 codes/ }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(onOpenChange).not.toHaveBeenCalled();
  });
});
