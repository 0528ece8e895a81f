import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { MenuButton } from './menu-button';
import { SearchBox } from './search-box';
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
    <Shortcut keys="g i" label="Go to Integrators" />
  </>
);
const page = (
  <>
    {frame}
    <Shortcut keys="n" label="New coupon" />
    <Shortcut keys="g i" label="Go to the issued codes" />
  </>
);

type Key = string | { key: string; ctrlKey?: boolean; shiftKey?: boolean };

/** At once: there is a time limit between two keys of a shortcut. */
function press(...keys: Key[]): void {
  for (const one of keys) {
    const event = typeof one === 'string' ? { key: one } : one;
    fireEvent.keyDown(document.body, { ...event, code: `Key${event.key.toUpperCase()}` });
  }
}

beforeEach(() => {
  done.mockClear();
});

it("of a page wins over the frame's, which keeps its others", () => {
  const { rerender } = renderInApp(page);
  press('n');
  press('g', 'i');
  press('g', 's');
  expect(done.mock.calls).toEqual([['New coupon'], ['Go to the issued codes'], ['Go to Sales']]);
  rerender(frame);
  press('n');
  press('g', 'i');
  expect(done.mock.calls.slice(3)).toEqual([['New'], ['Go to Integrators']]);
});

describe('two keys in a row', () => {
  it.each<[string, Key[]]>([
    ['in another order', ['s', 'g', 'x']],
    ['with another key between them', ['g', 'x', 's']],
    ['with Ctrl', ['g', { key: 's', ctrlKey: true }]],
    ['with Shift', ['g', { key: 'S', shiftKey: true }]],
  ])('are none %s', (_, keys) => {
    renderInApp(page);
    press(...keys);
    expect(done).not.toHaveBeenCalled();
    press('g', 's');
    expect(done.mock.calls).toEqual([['Go to Sales']]);
  });
});

describe('a key', () => {
  it('that is typed into a field belongs to it', async () => {
    const { user } = renderInApp(
      <>
        {page}
        <SearchBox value="" onChange={done} />
      </>,
    );
    await user.keyboard('/');
    const field = screen.getByRole<HTMLInputElement>('searchbox');
    expect(document.activeElement).toBe(field);
    await user.keyboard('n?/gs');
    expect(field.value).toBe('n?/gs');
    await user.keyboard('{Escape}');
    expect(field.value).toBe('');
    const labels = done.mock.calls.flat();
    expect(labels.filter((label) => /^(New|Go to)/.test(label))).toEqual([]);
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

  it('does nothing behind a dialog, such as the list of shortcuts', async () => {
    const { user } = renderInApp(page);
    await user.keyboard('?');
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    await user.keyboard('n');
    press('n', 'g', 's');
    expect(done).not.toHaveBeenCalled();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('n');
    expect(done.mock.calls).toEqual([['New coupon']]);
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
