import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { type Found, type Picked, SearchPicker } from './search-picker';

const onSearch = vi.fn();
const [bronze, gold, silver] = ['Bronze', 'Gold', 'Silver'].map((name, index) => ({ id: index + 1, name })) as [
  Picked,
  Picked,
  Picked,
];

type GroupsProps = { found: Found | undefined; isSingle?: boolean; isFailed?: boolean };

function Groups(props: GroupsProps) {
  const [picked, setPicked] = useState<Picked[]>([]);
  return <SearchPicker label="Groups" picked={picked} onChange={setPicked} onSearch={onSearch} {...props} />;
}

async function renderPicker(props: GroupsProps = { found: { text: '', entries: [bronze, gold, silver] } }) {
  const { user, rerender, container } = renderInApp(<Groups {...props} />);
  // The list is loaded after the page, and the focus goes on.
  const before = container.querySelector('input');
  if (!before) throw new Error('There is no field.');
  await user.click(before);
  const field = await screen.findByRole<HTMLInputElement>('combobox', { name: /^Groups/ });
  await waitFor(() => expect(document.activeElement).toBe(field));
  return { user, field, find: (found: Found) => rerender(<Groups {...props} found={found} />) };
}

const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const option = (name: string) => screen.getByRole('option', { name });
const picked = () => screen.queryAllByRole('button', { name: /^Remove / }).map((one) => one.getAttribute('aria-label'));

beforeEach(() => {
  onSearch.mockClear();
});

it('adds what is pressed, and offers it no more', async () => {
  const { user, field } = await renderPicker();
  expect(options()).toEqual(['Bronze', 'Gold', 'Silver']);
  await user.click(option('Gold'));
  expect(picked()).toEqual(['Remove Gold']);
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(options()).toEqual(['Bronze', 'Silver']));
  await user.click(option('Silver'));
  expect(picked()).toEqual(['Remove Gold', 'Remove Silver']);
  expect(field.value).toBe('');
  await user.click(screen.getByRole('button', { name: 'Remove Gold' }));
  expect(picked()).toEqual(['Remove Silver']);
});

it('has what was typed, and the focus, once its list is loaded', async () => {
  // Of a page that has not loaded it.
  vi.resetModules();
  const { SearchPicker: Fresh } = await import('./search-picker');
  const found = { text: '', entries: [gold] };
  const { user } = renderInApp(
    <Fresh label="Groups" picked={[]} onChange={vi.fn()} onSearch={onSearch} found={found} />,
  );
  const before = screen.getByRole<HTMLInputElement>('textbox', { name: /^Groups/ });
  act(() => before.focus());
  fireEvent.change(before, { target: { value: 'Go' } });
  const field = await screen.findByRole<HTMLInputElement>('combobox', { name: /^Groups/ });
  expect(field.value).toBe('Go');
  expect(document.activeElement).toBe(field);
  await user.type(field, 'l');
  await waitFor(() => expect(onSearch).toHaveBeenLastCalledWith('Gol'));
});

it('stays open when the page scrolls by itself', async () => {
  const { user } = await renderPicker();
  fireEvent.scroll(document);
  await user.click(option('Gold'));
  expect(picked()).toEqual(['Remove Gold']);
});

it('stays open when a dialog scrolls its field into view, and closes when it scrolls it out', async () => {
  const { user, field } = await renderPicker();
  const box = field.closest('div')?.parentElement?.parentElement;
  if (!box) throw new Error('The field is nowhere.');
  const at = (top: number) => () => new DOMRect(0, top, 100, 40);
  box.getBoundingClientRect = () => new DOMRect(0, 0, 100, 200);
  field.getBoundingClientRect = at(20);
  fireEvent.scroll(box);
  expect(options()).toEqual(['Bronze', 'Gold', 'Silver']);
  field.getBoundingClientRect = at(-60);
  fireEvent.scroll(box);
  await waitFor(() => expect(options()).toEqual([]));
  await user.keyboard('{ArrowDown}');
});

it('has one at most where one is all there can be', async () => {
  const { user } = await renderPicker({ found: { text: '', entries: [bronze, gold] }, isSingle: true });
  await user.click(option('Bronze'));
  await user.keyboard('{ArrowDown}');
  await user.click(await screen.findByRole('option', { name: 'Gold' }));
  expect(picked()).toEqual(['Remove Gold']);
});

it('chooses nothing that was found for an earlier text, by pointer or key', async () => {
  const { user, field, find } = await renderPicker();
  await user.type(field, 'Silver');
  await waitFor(() => expect(onSearch).toHaveBeenLastCalledWith('Silver'));
  expect(option('Bronze').getAttribute('aria-disabled')).toBe('true');
  await user.click(option('Bronze'));
  await user.keyboard('{ArrowDown}{Enter}');
  expect(picked()).toEqual([]);
  find({ text: 'Silver', entries: [silver] });
  await user.keyboard('{ArrowDown}');
  await user.click(await screen.findByRole('option', { name: 'Silver' }));
  expect(picked()).toEqual(['Remove Silver']);
});

it('keeps its entries during a press, and chooses the one that it began on', async () => {
  const { user, find } = await renderPicker();
  await user.pointer({ keys: '[MouseLeft>]', target: option('Bronze') });
  find({ text: '', entries: [silver] });
  expect(options()).toEqual(['Bronze', 'Gold', 'Silver']);
  await user.pointer({ keys: '[/MouseLeft]', target: option('Bronze') });
  expect(picked()).toEqual(['Remove Bronze']);
});

it.each([
  ['while it is searching', { found: undefined }, 'Loading'],
  ['when nothing has that name', { found: { text: '', entries: [] } }, 'Nothing has this name'],
  [
    'when the search failed',
    { found: undefined, isFailed: true },
    'The list did not load. Type again to try once more.',
  ],
])('says so %s', async (_, props, message) => {
  await renderPicker(props);
  expect((await screen.findByRole('listbox', { name: /Groups/ })).textContent).toBe(message);
});
