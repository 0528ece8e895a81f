import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { SearchBox } from './search-box';

function renderBox(value = '') {
  const onChange = vi.fn();
  const onText = vi.fn();
  const { rerender, user } = renderInApp(<SearchBox value={value} onChange={onChange} onText={onText} />);
  const box = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' });
  const setValue = (next: string) => rerender(<SearchBox value={next} onChange={onChange} onText={onText} />);
  return { box, onChange, onText, setValue, user };
}

const type = (box: HTMLElement, text: string) => fireEvent.change(box, { target: { value: text } });
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe('a text that is typed', () => {
  it('is reported once, when typing has settled, without spaces at its ends', () => {
    vi.useFakeTimers();
    const { box, onChange, onText } = renderBox();
    type(box, ' da');
    pass(249);
    type(box, ' dashain ');
    pass(249);
    expect(onChange).not.toHaveBeenCalled();
    pass(1);
    expect(onChange).toHaveBeenCalledExactlyOnceWith('dashain');
    expect(onText.mock.calls).toEqual([[''], [' da'], [' dashain ']]);
  });

  it('is drawn with the event, before a press that follows it', () => {
    function Page() {
      const [typed, setTyped] = useState('');
      return (
        <>
          <SearchBox value="" onChange={() => {}} onText={setTyped} />
          <output>{typed}</output>
        </>
      );
    }
    renderInApp(<Page />);
    const box = screen.getByRole('searchbox', { name: 'Search' });
    // As in a browser: `act` would draw everything before it returns.
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, 'gold');
    box.dispatchEvent(new Event('input', { bubbles: true }));
    expect(screen.getByRole('status').textContent).toBe('gold');
    vi.unstubAllGlobals();
  });

  it('is reported at once by Enter, and not again', () => {
    vi.useFakeTimers();
    const { box, onChange } = renderBox();
    type(box, 'tihar');
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(onChange).toHaveBeenCalledExactlyOnceWith('tihar');
    pass(1_000);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('does not lead back to a page that was left meanwhile', () => {
    vi.useFakeTimers();
    const { box, onChange } = renderBox();
    type(box, 'holi');
    const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: '/#elsewhere' }));
    fireEvent.click(link);
    link.remove();
    pass(1_000);
    expect(onChange).not.toHaveBeenCalled();
  });
});

it('is cleared by its button', async () => {
  const { box, onChange, user } = renderBox('dashain');
  await user.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(box.value).toBe('');
  expect(onChange).toHaveBeenCalledExactlyOnceWith('');
});

it('shows the text of the address when it becomes another one', () => {
  const { box, onChange, setValue } = renderBox('dashain');
  setValue('tihar');
  expect(box.value).toBe('tihar');
  expect(onChange).not.toHaveBeenCalled();
});

it('is reached by the key /', async () => {
  const { box, user } = renderBox();
  await user.keyboard('/');
  expect(document.activeElement).toBe(box);
  expect(box.value).toBe('');
});
