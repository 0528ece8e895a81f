import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { NextIntlClientProvider, useMessages } from 'next-intl';
import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { NuqsTestingAdapter, type UrlUpdateEvent } from 'nuqs/adapters/testing';
import type { ReactNode } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import common from '@/messages/en/common.json';
import views from '@/messages/en/views.json';
import { renderInApp } from '@/test/components/render-in-app';
import type { ListSource } from '../use-list';
import { ViewsMenu } from './views-menu';

/** What the server would answer; its side of it is tested with the use cases. */
const answers = vi.hoisted(() => ({ created: vi.fn(), deleted: vi.fn(), restored: vi.fn(), chosen: vi.fn() }));
vi.mock('./actions', () => ({
  createSavedViewAction: answers.created,
  updateSavedViewAction: vi.fn(),
  deleteSavedViewAction: answers.deleted,
  restoreSavedViewAction: answers.restored,
  chooseDefaultViewAction: answers.chosen,
}));
beforeEach(() => {
  for (const answer of Object.values(answers)) answer.mockReset().mockResolvedValue({ ok: true, value: undefined });
  answers.created.mockResolvedValue({ ok: true, value: { id: 9 } });
});

const params = {
  search: parseAsString.withDefault(''),
  state: parseAsStringLiteral(['failed', 'pending']),
  after: parseAsString,
};
const pages: Record<string, object> = {
  failed: { rows: [1, 2, 3], next: null },
  pending: { rows: [1, 2], next: 'cursor' },
};
const source: ListSource = {
  parsers: params,
  start: { after: null },
  read: ({ state }: { state: string }) => ({ queryKey: ['list', state], queryFn: async () => pages[state] ?? {} }),
};

const view = (id: number, name: string, more: Partial<SavedView> = {}): SavedView => ({
  ...{ id, name, list: '/sales', query: { state: 'failed' }, leftOut: [], columns: null, isShared: false },
  ...{ isOwn: true, ownerName: 'Sita', isDefault: false, canChange: true },
  ...more,
});
const failed = view(1, 'Failed');
const pending = view(2, 'Waiting', {
  ...{ query: { state: 'pending' }, columns: ['product'], isShared: true },
  ...{ isOwn: false, canChange: false, ownerName: 'Gita' },
});

function WithTexts({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="en" messages={{ ...useMessages(), common, views } as never}>
      {children}
    </NextIntlClientProvider>
  );
}

function renderMenu(searchParams = '', listed = [failed, pending]) {
  const onUrlUpdate = vi.fn<(event: UrlUpdateEvent) => void>();
  const onChange = vi.fn(async () => {});
  const { user } = renderInApp(
    <WithTexts>
      <QueryClientProvider client={new QueryClient()}>
        <PathnameContext value="/sales">
          <SearchParamsContext value={new URLSearchParams(searchParams)}>
            <NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
              <ViewsMenu list="/sales" views={listed} source={source} onChange={onChange} />
            </NuqsTestingAdapter>
          </SearchParamsContext>
        </PathnameContext>
      </QueryClientProvider>
    </WithTexts>,
  );
  const open = async () => {
    await user.click(screen.getByRole('button', { name: /^Saved view/ }));
    return screen.findByRole('menu');
  };
  const query = () => onUrlUpdate.mock.lastCall?.[0].queryString;
  return { user, open, query, onChange };
}

it('has own and shared views with how many there are, and opens one from its first page, without other filters', async () => {
  const { user, open, query } = renderMenu('?search=Sita&after=cursor');
  const menu = await open();
  expect(within(menu).getByRole('group', { name: 'Shared by colleagues' })).toBeTruthy();
  await screen.findByRole('menuitemradio', { name: /Failed.*3$/ });
  await user.click(await screen.findByRole('menuitemradio', { name: /Waiting.*2\+$/ }));
  await waitFor(() => expect(query()).toBe('?state=pending&columns=product&view=2'));
});

it('names the view that the address shows, and leads back to everything', async () => {
  const { user, open, query } = renderMenu('?state=failed&view=1', [view(1, 'Failed', { isDefault: true }), pending]);
  expect(screen.getByRole('button', { name: 'Saved view: Failed' })).toBeTruthy();
  await open();
  expect(screen.getByRole('menuitemradio', { name: /^Failed/ }).getAttribute('aria-checked')).toBe('true');
  await user.click(screen.getByRole('menuitemradio', { name: 'Everything' }));
  await waitFor(() => expect(query()).toBe('?view=all'));
});

it('saves what is shown, without what was searched for, and says that before', async () => {
  const { user, open, onChange, query } = renderMenu('?search=9860848045&state=pending');
  await open();
  await user.click(screen.getByRole('menuitem', { name: 'Save this view…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Save this view' });
  expect(within(dialog).getByText(/searched for is not saved/)).toBeTruthy();
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Pending');
  await user.click(within(dialog).getByRole('checkbox', { name: /^Shared/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Save view' }));
  await waitFor(() => expect(query()).toContain('view=9'));
  expect(answers.created).toHaveBeenCalledExactlyOnceWith({
    ...{ list: '/sales', name: 'Pending', query: { state: 'pending' }, columns: null },
    ...{ isShared: true, isDefault: false },
  });
  expect(onChange).toHaveBeenCalled();
});

it('deletes an own view with an undo, and nothing of a colleague', async () => {
  const { user, open } = renderMenu();
  await open();
  await user.click(screen.getByRole('menuitem', { name: 'Manage views…' }));
  await screen.findByRole('dialog', { name: 'Views of this list' });
  await user.click(screen.getByRole('button', { name: 'More for Waiting' }));
  await screen.findByRole('menuitem', { name: 'Copy link' });
  expect(screen.queryByRole('menuitem', { name: 'Delete view' })).toBeNull();
  await user.keyboard('{Escape}');
  await user.click(await screen.findByRole('button', { name: 'More for Failed' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete view' }));
  await waitFor(() => expect(answers.deleted).toHaveBeenCalledExactlyOnceWith({ id: 1 }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(answers.restored).toHaveBeenCalledExactlyOnceWith({ id: 1 }));
});
