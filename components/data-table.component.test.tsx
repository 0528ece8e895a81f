import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { Button } from './button';
import { DataTable } from './data-table';
import type { DataTableProps } from './data-table-types';
import { EmptyState } from './empty-state';

type Code = { id: number; name: string; sold?: boolean };

const columns = [
  { id: 'name', header: 'Code', cell: ({ name }: Code) => name },
  {
    id: 'id',
    header: 'Number',
    cell: ({ id }: Code) => id,
    numeric: true,
    sort: { ascending: 'id', descending: '-id' },
  },
  { id: 'sold', header: 'Sold', cell: ({ sold }: Code) => (sold ? 'Yes' : 'No'), hidden: true },
];
const rows: Code[] = [
  { id: 1, name: 'A1' },
  { id: 2, name: 'B2' },
  { id: 3, name: 'C3', sold: true },
];

function table(props: Partial<DataTableProps<Code>> = {}) {
  return (
    <DataTable
      label="Codes"
      name="codes"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      empty={<EmptyState title="No codes yet">Issue some.</EmptyState>}
      {...props}
    />
  );
}

const inPlace = (href: string) => ({ href, onFollow: vi.fn() });
const shown = () =>
  screen
    .queryAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent);

describe('the selection', () => {
  const selectable = (deleteCodes = vi.fn()) => ({
    selection: {
      describe: (count: number) => `${count} codes selected`,
      canSelect: ({ sold }: Code) => !sold,
      actions: (selected: Code[], clear: () => void) => (
        <Button
          onPress={() => {
            deleteCodes(selected.map(({ name }) => name));
            clear();
          }}
        >
          Delete
        </Button>
      ),
    },
  });
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

  it('is given to its actions, and is empty after that', async () => {
    const deleteCodes = vi.fn();
    const { user } = renderInApp(table(selectable(deleteCodes)));
    expect(screen.queryByText(/selected/)).toBeNull();
    await user.click(box('Select B2'));
    expect(screen.getByText('1 codes selected')).toBeTruthy();
    expect(box('Select every row on this page').indeterminate).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(deleteCodes).toHaveBeenCalledExactlyOnceWith(['B2']);
    expect(screen.queryByText(/selected/)).toBeNull();
    expect(box('Select B2').checked).toBe(false);
  });

  it('of every row leaves out those that cannot be selected', async () => {
    const deleteCodes = vi.fn();
    const { user } = renderInApp(table(selectable(deleteCodes)));
    expect(box('Select C3').disabled).toBe(true);
    await user.click(box('Select every row on this page'));
    expect(screen.getByText('2 codes selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(deleteCodes).toHaveBeenCalledExactlyOnceWith(['A1', 'B2']);
  });

  it('is of the rows on the screen: one that has gone is in it no more', async () => {
    const { user, rerender } = renderInApp(table(selectable()));
    await user.click(box('Select A1'));
    await user.click(box('Select B2'));
    rerender(table({ ...selectable(), rows: rows.slice(1) }));
    expect(await screen.findByText('1 codes selected')).toBeTruthy();
  });

  it('is cleared by its button', async () => {
    const { user } = renderInApp(table(selectable()));
    await user.click(box('Select A1'));
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(box('Select A1').checked).toBe(false);
  });
});

describe('in place of rows', () => {
  it('is a skeleton on first load', () => {
    renderInApp(table({ rows: [], isLoading: true }));
    expect(screen.getByRole('table', { name: 'Codes' }).textContent).toContain('Loading');
    expect(screen.queryByText('No codes yet')).toBeNull();
  });

  it('is what the list is for, while it is empty', () => {
    renderInApp(table({ rows: [], search: { value: '', onChange: vi.fn() } }));
    expect(screen.getByText('No codes yet')).toBeTruthy();
  });

  it('is what was searched for, with the way to the whole list', async () => {
    const clear = inPlace('/codes');
    const filters = [{ id: 'state', label: 'State', value: 'Sold', remove: inPlace('/codes?q=D4') }];
    const { user } = renderInApp(table({ rows: [], search: { value: 'D4', onChange: vi.fn() }, filters, clear }));
    expect(screen.queryByText('No codes yet')).toBeNull();
    expect(screen.getByText('We searched for “D4”, State: Sold.')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Clear search and filters' }));
    expect(clear.onFollow).toHaveBeenCalledTimes(1);
  });

  it('is the failure, without the paging', () => {
    renderInApp(table({ rows: [], error: <p>It did not load</p>, paging: { next: inPlace('/codes?after=3') } }));
    expect(screen.getByText('It did not load')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Next' })).toBeNull();
  });
});

it('keeps the rows of before while others are read, out of reach', () => {
  renderInApp(table({ isStale: true }));
  expect(screen.getByText('A1').closest('[inert]')).not.toBeNull();
  expect(screen.getByText('Updating')).toBeTruthy();
});

it('leads by links: filters in use, the order, and the pages', async () => {
  const remove = inPlace('/codes');
  const next = inPlace('/codes?after=3');
  const to = vi.fn((sort: string) => ({ href: `/codes?sort=${sort}`, onFollow: vi.fn() }));
  const { user } = renderInApp(
    table({
      filters: [{ id: 'state', label: 'State', value: 'Sold', remove }],
      sorting: { value: 'id', to },
      paging: { previous: undefined, next, summary: '1 to 3 of 5 codes' },
    }),
  );
  const href = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');
  expect(href(/^Remove filter State: Sold$/)).toBe('/codes');
  expect(href(/^Next$/)).toBe('/codes?after=3');
  expect(href(/Number/)).toBe('/codes?sort=-id');
  expect(screen.getByRole('columnheader', { name: /Number/ }).getAttribute('aria-sort')).toBe('ascending');
  // There is no page before the first: a button that does nothing, in its place.
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Previous' }).disabled).toBe(true);
  await user.click(screen.getByRole('link', { name: 'Remove filter State: Sold' }));
  await user.click(screen.getByRole('link', { name: 'Next' }));
  expect([remove.onFollow, next.onFollow].map((follow) => follow.mock.calls.length)).toEqual([1, 1]);
});

it.each([
  ['with Ctrl, for another tab', { ctrlKey: true }],
  ['with Shift, for another window', { shiftKey: true }],
  ['with the middle button', { button: 1 }],
])('leaves a press on a page to the browser: %s', (_, how) => {
  const next = inPlace('#next');
  renderInApp(table({ paging: { next } }));
  const isLeft = fireEvent.click(screen.getByRole('link', { name: 'Next' }), how);
  expect(isLeft).toBe(true);
  expect(next.onFollow).not.toHaveBeenCalled();
});

it('remembers in this browser which columns are shown', async () => {
  const { user, unmount } = renderInApp(table());
  const headers = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  expect(headers()).toEqual(['Code', 'Number']);
  await user.click(screen.getByRole('button', { name: 'View' }));
  await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Sold' }));
  unmount();
  renderInApp(table());
  expect(headers()).toEqual(['Code', 'Number', 'Sold']);
});

it('offers what can be done with a row by its name', async () => {
  const remove = vi.fn();
  const rowActions = ({ name }: Code) => [{ id: 'delete', label: 'Delete', onPress: () => remove(name) }];
  const { user } = renderInApp(table({ rowActions }));
  await user.click(screen.getByRole('button', { name: 'Actions for B2' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  expect(remove).toHaveBeenCalledExactlyOnceWith('B2');
  expect(shown()).toEqual(['A1', 'B2', 'C3']);
});
