import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import { directoryPages } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { type ListPageProps, openList, startOver } from '../_views/open-list';
import { SavedViews } from '../_views/saved-views';
import type { DirectoryKind, EntryPage } from './directory-kind';
import { DirectoryList } from './directory-list';
import { directoryListInput, loadDirectoryList } from './search-params';

/** The page of a directory's list. */
export function listPage(kind: DirectoryKind) {
  const { list } = directoryPages(kind);
  return {
    async generateMetadata(props: ListPageProps): Promise<Metadata> {
      await openList(list, props);
      const t = await getTranslations('directory');
      return { title: t(`${kind}.title`) };
    },

    async Page(props: ListPageProps) {
      const { ctx, allowed } = await requirePage(list);
      if (!allowed) return <NoPermission page={list} />;
      const views = await openList(list, props);
      const state = await loadDirectoryList(props.searchParams);
      const page = await operationsOf(kind)
        .list(ctx, directoryListInput(state))
        .catch((error: unknown) => {
          // An address with a cursor of another list or another time leads to the list's beginning.
          if (error instanceof Invalid) startOver(list, views);
          throw error;
        });
      const canWrite = can(ctx.actor, 'coupons.write');
      return (
        <SavedViews list={list} views={views}>
          <DirectoryList kind={kind} initial={asJson(page) as EntryPage} initialState={state} canWrite={canWrite} />
        </SavedViews>
      );
    },
  };
}
