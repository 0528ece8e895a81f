import { defaultScheduler, notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { parseAsString } from 'nuqs';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReadError } from '@/app/session/desk-client';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { renderInApp } from '@/test/components/render-in-app';
import { useList, useWholeList } from './use-list';

type Thing = { id: number; name: string };
type Page = { rows: Thing[]; page: number; next: string | null; previous: string | null };

const params = { q: parseAsString.withDefault(''), after: parseAsString };
const first: Page = { rows: [{ id: 1, name: 'Dashain' }], page: 1, next: 'cursor-2', previous: null };
const second: Page = { rows: [{ id: 2, name: 'Tihar' }], page: 2, next: null, previous: 'cursor-1' };

const columns = [{ id: 'name', header: 'Name', cell: ({ name }: Thing) => name }];
const shared = {
  ...{ label: 'Things', name: 'things', columns },
  ...{ rowId: ({ id }: Thing) => id, rowName: ({ name }: Thing) => name },
  empty: <EmptyState title="Nothing yet">Make one.</EmptyState>,
};

const readPage = vi.fn<(state: { q: string; after: string | null }) => Promise<Page>>();
const readWhole = vi.fn<() => Promise<Thing[]>>();

function PagedThings() {
  const { table, paging, narrow } = useList<typeof params, Page>({
    params,
    initial: first,
    initialParams: { q: '', after: null },
    read: (state) => ({ queryKey: ['things', state], queryFn: () => readPage(state) }),
    failedTitle: 'The things did not load',
  });
  const search = { value: '', onChange: (q: string) => narrow({ q }).onFollow() };
  return <DataTable {...shared} {...table} paging={paging} search={search} />;
}

function AllThings({ initial }: { initial: Thing[] }) {
  const { data, tableOf } = useWholeList({ read: { queryKey: ['things'], queryFn: readWhole }, initial });
  return <DataTable {...shared} {...tableOf(data)} />;
}

function renderList(list: React.ReactNode) {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  const { user } = renderInApp(
    <QueryClientProvider client={client}>
      <PathnameContext value="/things">
        <SearchParamsContext value={new URLSearchParams()}>
          <NuqsTestingAdapter hasMemory>{list}</NuqsTestingAdapter>
        </SearchParamsContext>
      </PathnameContext>
    </QueryClientProvider>,
  );
  return { user, readAgain: () => act(() => client.invalidateQueries({ queryKey: ['things'] })) };
}

// What is read within `act` is then on the screen at its end, not a timer later. The files after this one have another document,
// whose microtasks are its own.
beforeAll(() => notifyManager.setScheduler((flush) => queueMicrotask(flush)));
afterAll(() => notifyManager.setScheduler(defaultScheduler));

beforeEach(() => {
  readPage.mockReset();
  readWhole.mockReset();
});

describe('a list of pages', () => {
  it('is not read while it shows what came with the document', () => {
    renderList(<PagedThings />);
    expect(screen.getByText('Dashain')).toBeTruthy();
    expect(readPage).not.toHaveBeenCalled();
  });

  it('keeps a page, out of reach, until the next has come', async () => {
    const answer = Promise.withResolvers<Page>();
    readPage.mockReturnValueOnce(answer.promise);
    const { user } = renderList(<PagedThings />);
    await user.click(screen.getByRole('link', { name: 'Next' }));
    expect(await screen.findByText('Updating')).toBeTruthy();
    expect(screen.getByText('Dashain').closest('[inert]')).not.toBeNull();
    answer.resolve(second);
    expect(await screen.findByText('Tihar')).toBeTruthy();
    expect(screen.queryByText('Dashain')).toBeNull();
    expect(readPage).toHaveBeenCalledExactlyOnceWith({ q: '', after: 'cursor-2' });
  });

  it('says in its own words that a page did not load, with the number to quote, and reads it again', async () => {
    readPage
      .mockRejectedValueOnce(new ReadError('The database is away.', 500, 'req-7K3Q'))
      .mockResolvedValueOnce(second);
    const { user } = renderList(<PagedThings />);
    await user.click(screen.getByRole('link', { name: 'Next' }));
    expect(await screen.findByText('The things did not load')).toBeTruthy();
    expect(await screen.findByText('req-7K3Q')).toBeTruthy();
    expect(screen.queryByText('Nothing yet')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Tihar')).toBeTruthy();
  });

  it('begins at the first page of what is searched for', async () => {
    readPage.mockResolvedValue(second);
    const { user } = renderList(<PagedThings />);
    await user.click(screen.getByRole('link', { name: 'Next' }));
    await screen.findByText('Tihar');
    await user.type(screen.getByRole('searchbox'), 'holi{Enter}');
    await vi.waitFor(() => expect(readPage).toHaveBeenLastCalledWith({ q: 'holi', after: null }));
  });
});

describe('a list that is read as a whole', () => {
  it('shows what came with the document, then what has been read since', async () => {
    readWhole.mockResolvedValueOnce(second.rows);
    const { readAgain } = renderList(<AllThings initial={first.rows} />);
    expect(screen.getByText('Dashain')).toBeTruthy();
    expect(readWhole).not.toHaveBeenCalled();
    await readAgain();
    expect(await screen.findByText('Tihar')).toBeTruthy();
  });

  it('keeps its rows when reading them again fails', async () => {
    readWhole.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { readAgain } = renderList(<AllThings initial={first.rows} />);
    await readAgain();
    expect(readWhole).toHaveBeenCalledTimes(1);
    expect(screen.getByText('Dashain')).toBeTruthy();
    expect(screen.queryByText('This did not load')).toBeNull();
  });

  it('does not pass for an empty one when it could not be read', async () => {
    readWhole.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(first.rows);
    const { user, readAgain } = renderList(<AllThings initial={[]} />);
    expect(screen.getByText('Nothing yet')).toBeTruthy();
    await readAgain();
    expect(await screen.findByText('This did not load')).toBeTruthy();
    expect(screen.queryByText('Nothing yet')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Dashain')).toBeTruthy();
  });
});
