import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { Dialog } from './dialog';
import { MenuButton } from './menu-button';
import { useShortcut } from './shortcuts';

const done = vi.fn();

function Shortcut({ keys, label }: { keys: string; label: string }) {
  useShortcut(keys, label, () => done(label));
  return null;
}

const frame = (
  <>
    <Shortcut keys="n" label="New" />
    <Shortcut keys="g s" label="Go to Sales" />
  </>
);
const page = (
  <>
    {frame}
    <Shortcut keys="n" label="New coupon" />
  </>
);

beforeEach(() => {
  done.mockClear();
});

it("of a page wins over the frame's", async () => {
  const { user, rerender } = renderInApp(page);
  await user.keyboard('n');
  expect(done.mock.calls).toEqual([['New coupon']]);
  rerender(frame);
  await user.keyboard('n');
  expect(done.mock.calls).toEqual([['New coupon'], ['New']]);
});

it('may be two keys in a row, in their order alone', () => {
  renderInApp(page);
  // At once: there is a time limit between the two.
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(document.body, { key, code: `Key${key.toUpperCase()}` });
  };
  press('s', 'g');
  expect(done).not.toHaveBeenCalled();
  press('s');
  expect(done.mock.calls).toEqual([['Go to Sales']]);
});

describe('a key', () => {
  it('that is typed into a field belongs to it', async () => {
    const { user } = renderInApp(
      <>
        {page}
        <input aria-label="Name" />
      </>,
    );
    const field = screen.getByRole<HTMLInputElement>('textbox');
    await user.type(field, 'n?');
    expect(field.value).toBe('n?');
    expect(done).not.toHaveBeenCalled();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('belongs to the menu that is open', async () => {
    const { user } = renderInApp(
      <>
        {page}
        <MenuButton label="More" actions={[{ id: 'edit', label: 'Edit' }]} />
      </>,
    );
    await user.click(screen.getByRole('button', { name: 'More' }));
    await screen.findByRole('menu');
    await user.keyboard('n');
    expect(done).not.toHaveBeenCalled();
  });

  it('does nothing behind a dialog', async () => {
    const { user } = renderInApp(
      <>
        {page}
        <Dialog title="A question" isOpen onOpenChange={() => {}}>
          Well?
        </Dialog>
      </>,
    );
    await user.keyboard('n');
    expect(done).not.toHaveBeenCalled();
  });
});

it('are listed by ?, and switched off and on there, as this browser remembers', async () => {
  const { user, unmount } = renderInApp(page);
  await user.keyboard('?');
  const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(list.textContent).toContain('New coupon');
  expect(list.textContent).toContain('Go to Sales');
  await user.click(screen.getByRole('switch', { name: 'Keyboard shortcuts are on' }));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.keyboard('n');
  unmount();
  renderInApp(page);
  await user.keyboard('n');
  expect(done).not.toHaveBeenCalled();
});
