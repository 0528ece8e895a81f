import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { createLoader, type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';
import { NuqsTestingAdapter, type UrlUpdateEvent } from 'nuqs/adapters/testing';
import { describe, expect, it, vi } from 'vitest';
import { EmptyState } from '@/components/empty-state';
import { renderInApp } from '@/test/components/render-in-app';
import { ListScreen } from './list-screen';
import { parseAsDay } from './parse-as-day';
import { useList } from './use-list';

type Film = { id: number; name: string };
type Page = { rows: Film[]; page: number; next: string | null; previous: string | null };

const params = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(['active', 'archived']).withDefault('active'),
  maker: parseAsInteger,
  film: parseAsInteger,
  kind: parseAsString,
  kindId: parseAsInteger,
  from: parseAsDay,
  to: parseAsDay,
  sort: parseAsStringLiteral(['name', '-name']).withDefault('name'),
  after: parseAsString,
};
const columns = [
  { id: 'name', header: 'Name', cell: ({ name }: Film) => name, sort: { ascending: 'name', descending: '-name' } },
];
const both = (one: string, other: string) => [one, other].map((value) => ({ value, label: value.toUpperCase() }));

type FilmsProps = { rows: Film[]; initialParams: inferParserType<typeof params> };

function Films({ rows, initialParams }: FilmsProps) {
  const list = useList<typeof params, Page>({
    params,
    initial: { rows, page: 1, next: 'cursor-2', previous: null },
    initialParams,
    read: (state) => ({ queryKey: ['films', state], queryFn: () => new Promise<Page>(() => {}) }),
  });
  return (
    <ListScreen
      title="Films"
      header={{ subtitle: 'What can be rented.', action: <button type="button">Add film</button> }}
      name="films"
      list={list}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      empty={<EmptyState title="No films yet">Add one.</EmptyState>}
      search={{ param: 'q', placeholder: 'Find films' }}
      filters={[
        { param: 'state', label: 'State', options: both('active', 'archived'), off: 'active' },
        { param: 'maker', label: 'Maker', options: [{ value: 7, label: 'Everest Films' }] },
        { param: 'film', label: 'Film', shown: 'Kabaddi' },
        { param: 'kind', label: 'Kind', options: both('long', 'short'), resets: ['kindId'] },
      ]}
      days={{ title: 'Days', submitLabel: 'Show days' }}
      sort={{ param: 'sort', label: 'Sort', options: both('name', '-name') }}
      summary="Page 1"
    >
      <p>Three are new.</p>
    </ListScreen>
  );
}

/** The screen at this address; `query` is what the address held last. */
function renderScreen(searchParams = '', rows: Film[] = [{ id: 1, name: 'Kabaddi' }]) {
  const onUrlUpdate = vi.fn<(event: UrlUpdateEvent) => void>();
  const { user } = renderInApp(
    <QueryClientProvider client={new QueryClient()}>
      <PathnameContext value="/films">
        <SearchParamsContext value={new URLSearchParams(searchParams)}>
          <NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
            <Films rows={rows} initialParams={createLoader(params)(new URLSearchParams(searchParams))} />
          </NuqsTestingAdapter>
        </SearchParamsContext>
      </PathnameContext>
    </QueryClientProvider>,
  );
  const choose = async (menu: string, option: string) => {
    await user.click(screen.getByRole('button', { name: menu }));
    await user.click(await screen.findByRole('menuitemradio', { name: option }));
  };
  return { user, choose, query: () => onUrlUpdate.mock.lastCall?.[0].queryString };
}

const chips = () => screen.queryAllByRole('link', { name: /^Remove/ });
const chip = (name: RegExp) => screen.getByRole<HTMLAnchorElement>('link', { name });

describe('the screen of a list', () => {
  it('has its header, what is between that and the table, and the table of the same name', () => {
    renderScreen();
    expect(screen.getByRole('heading', { name: 'Films' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Add film' })).toBeTruthy();
    expect(screen.getByText('Three are new.')).toBeTruthy();
    expect(screen.getByRole('table', { name: 'Films' })).toBeTruthy();
    expect(screen.getByText('Page 1')).toBeTruthy();
    expect(chips()).toEqual([]);
  });

  it('searches by its part of the address, from the first page', async () => {
    const { user, query } = renderScreen('?after=cursor-2');
    await user.type(screen.getByRole('searchbox', { name: 'Find films' }), 'loot{Enter}');
    await waitFor(() => expect(query()).toBe('?q=loot'));
  });

  it('narrows by a menu, a number as a number, and switches off what is chosen again', async () => {
    const { choose, query } = renderScreen('?after=cursor-2');
    await choose('Maker', 'Everest Films');
    await waitFor(() => expect(query()).toBe('?maker=7'));
    await choose('Maker', 'Everest Films');
    await waitFor(() => expect(query()).toBe(''));
  });

  it('resets what means nothing with another choice', async () => {
    const { choose, query } = renderScreen('?kind=long&kindId=4');
    await choose('Kind', 'SHORT');
    await waitFor(() => expect(query()).toBe('?kind=short'));
  });

  it('says each filter that is on in a chip, which leads to the list without it', () => {
    renderScreen('?state=archived&maker=7&film=3&kind=long&kindId=4&from=2026-11-01');
    expect(chips().map((one) => one.textContent)).toEqual([
      'StateARCHIVED',
      'MakerEverest Films',
      'FilmKabaddi',
      'KindLONG',
      expect.stringMatching(/^Dates.*1 Nov 2026/),
    ]);
    expect(chip(/State/).getAttribute('href')).toBe('/films?maker=7&film=3&kind=long&kindId=4&from=2026-11-01');
    expect(chip(/Kind/).getAttribute('href')).toBe('/films?state=archived&maker=7&film=3&from=2026-11-01');
  });

  it('clears all of them and the search at once, from the first page, and keeps the order of the rows', () => {
    renderScreen('?q=x&state=archived&maker=7&kind=long&kindId=4&from=2026-11-01&sort=-name&after=cursor-2');
    const clear = screen.getByRole('link', { name: 'Clear all' });
    expect(clear.getAttribute('href')).toBe('/films?sort=-name');
  });

  it('is sorted by its menu and by its columns alike', async () => {
    const { choose, query } = renderScreen();
    await choose('Sort', '-NAME');
    await waitFor(() => expect(query()).toBe('?sort=-name'));
    expect(screen.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('descending');
  });

  it('tells an empty list from one in which nothing was found', () => {
    renderScreen('', []);
    expect(screen.getByText('No films yet')).toBeTruthy();
    cleanup();
    renderScreen('?maker=7', []);
    expect(screen.queryByText('No films yet')).toBeNull();
    expect(screen.getByText(/Maker: Everest Films/)).toBeTruthy();
  });
});
