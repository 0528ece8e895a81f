import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { Button } from './button';
import { MenuButton } from './menu-button';
import { useHeldDuringPress } from './use-held-during-press';

const chosen = vi.fn();

/** One entry, which a query may replace at any time. */
function Entry({ name }: { name: string }) {
  const held = useHeldDuringPress(name);
  return <Button onPress={() => chosen(held)}>{held}</Button>;
}

function renderEntry() {
  vi.useFakeTimers();
  const { rerender } = renderInApp(<Entry name="Gold" />);
  return { button: screen.getByRole('button'), replace: () => rerender(<Entry name="Silver" />) };
}

const mouse = { button: 0, pointerId: 1, pointerType: 'mouse', bubbles: true };
const settle = (ms: number) => act(() => vi.advanceTimersByTime(ms));

beforeEach(() => {
  chosen.mockClear();
});

describe('what arrives during a press', () => {
  it('is shown after the click, which chooses what the press began on', () => {
    const { button, replace } = renderEntry();
    fireEvent.pointerDown(button, { ...mouse, buttons: 1 });
    replace();
    expect(button.textContent).toBe('Gold');
    fireEvent.pointerUp(button, mouse);
    fireEvent.click(button, { detail: 1 });
    expect(chosen).toHaveBeenCalledExactlyOnceWith('Gold');
    settle(0);
    expect(button.textContent).toBe('Silver');
  });

  it('is shown soon after a touch that ends without a click', () => {
    const { button, replace } = renderEntry();
    fireEvent.pointerDown(button, { ...mouse, buttons: 1 });
    replace();
    fireEvent.pointerUp(window, mouse);
    settle(119);
    expect(button.textContent).toBe('Gold');
    settle(1);
    expect(button.textContent).toBe('Silver');
    expect(chosen).not.toHaveBeenCalled();
  });

  it.each([
    ['it is cancelled, as by scrolling', () => fireEvent.pointerCancel(window, mouse)],
    [
      'the pointer was released where the page saw nothing',
      () => fireEvent.pointerMove(window, { ...mouse, buttons: 0 }),
    ],
  ])('is shown when %s', (_, end) => {
    const { button, replace } = renderEntry();
    fireEvent.pointerDown(button, { ...mouse, buttons: 1 });
    replace();
    fireEvent.pointerMove(window, { ...mouse, buttons: 1 });
    settle(1_000);
    expect(button.textContent).toBe('Gold');
    end();
    settle(0);
    expect(button.textContent).toBe('Silver');
  });
});

it('is shown at once while nothing is pressed', () => {
  const { button, replace } = renderEntry();
  replace();
  expect(button.textContent).toBe('Silver');
});

describe('a menu', () => {
  const actions = (first: string) => [
    { id: first, label: first, onPress: () => chosen(first) },
    { id: 'edit', label: 'Edit', onPress: () => chosen('Edit') },
  ];
  const open = async () => {
    const { user, rerender } = renderInApp(<MenuButton label="Actions for Asha" actions={actions('Disable')} />);
    await user.click(screen.getByRole('button', { name: 'Actions for Asha' }));
    const item = await screen.findByRole('menuitem', { name: 'Disable' });
    return { user, item, change: () => rerender(<MenuButton label="Actions for Asha" actions={actions('Enable')} />) };
  };

  it('does what was pressed, although something else has taken its place by then', async () => {
    const { user, item, change } = await open();
    await user.pointer({ keys: '[MouseLeft>]', target: item });
    change();
    expect(screen.queryByRole('menuitem', { name: 'Enable' })).toBeNull();
    await user.pointer({ keys: '[/MouseLeft]', target: item });
    expect(chosen).toHaveBeenCalledExactlyOnceWith('Disable');
  });

  it('does nothing when the press ends on another entry', async () => {
    const { user, item } = await open();
    await user.pointer({ keys: '[MouseLeft>]', target: item });
    await user.pointer({ keys: '[/MouseLeft]', target: screen.getByRole('menuitem', { name: 'Edit' }) });
    expect(chosen).not.toHaveBeenCalled();
  });
});
