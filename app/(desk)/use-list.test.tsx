import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { parseAsString } from 'nuqs';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { useList } from './use-list';

const params = { q: parseAsString.withDefault(''), after: parseAsString };
const first = { rows: [{ id: 1 }, { id: 2 }], page: 1, next: 'cursor-2', previous: null };
const third = { rows: [{ id: 5 }], page: 3, next: null, previous: 'cursor-2' };
type Page = Omit<typeof first, 'next' | 'previous'> & { next: string | null; previous: string | null };

type List = ReturnType<typeof useList<typeof params, Page>>;

/** The list as the server sends it at an address, with the page that was read for `initialParams`. */
function renderList(search: string, initial: Page, initialParams: { q: string; after: string | null }): List {
  let list: List | undefined;
  function Screen() {
    list = useList<typeof params, Page>({
      params,
      initial,
      initialParams,
      read: (state) => ({
        queryKey: ['list', state],
        queryFn: () => Promise.reject(new Error('Nothing is read yet.')),
      }),
    });
    return null;
  }
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <PathnameContext value="/things">
        <SearchParamsContext value={new URLSearchParams(search)}>
          <NuqsTestingAdapter searchParams={search}>
            <Screen />
          </NuqsTestingAdapter>
        </SearchParamsContext>
      </PathnameContext>
    </QueryClientProvider>,
  );
  if (!list) throw new Error('Nothing was rendered.');
  return list;
}

describe('a list as the server sends it', () => {
  it('shows the page that came with the document', () => {
    const { table, page } = renderList('', first, { q: '', after: null });
    expect(table).toEqual({ rows: first.rows, isLoading: false, isStale: false, error: false });
    expect(page).toBe(1);
  });

  it('leads to its neighbouring pages, and keeps what else is in the address', () => {
    const { paging } = renderList('?q=festival&columns=code', first, { q: 'festival', after: null });
    expect(paging.previous).toBeUndefined();
    expect(paging.next?.href).toBe('/things?q=festival&columns=code&after=cursor-2');
    const last = renderList('?after=cursor-3', third, { q: '', after: 'cursor-3' });
    expect(last.paging.next).toBeUndefined();
    expect(last.paging.previous?.href).toBe('/things?after=cursor-2');
  });

  it('leads from the second page to the first without a cursor', () => {
    const second = { ...third, page: 2, previous: 'cursor-1' };
    expect(renderList('?after=cursor-2', second, { q: '', after: 'cursor-2' }).paging.previous?.href).toBe('/things');
  });

  it('starts at the first page of what it is narrowed to', () => {
    const { narrow } = renderList('?after=cursor-3', third, { q: '', after: 'cursor-3' });
    expect(narrow({ q: 'dashain' }).href).toBe('/things?q=dashain');
  });

  it('does not take the page of one address for that of another', () => {
    const { table, data } = renderList('?q=dashain', first, { q: '', after: null });
    expect(data).toBeUndefined();
    expect(table).toMatchObject({ rows: [], isLoading: true });
  });
});
