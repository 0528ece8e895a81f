import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { Invalid } from '@/lib/core/errors';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import { directoryPages } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import {
  type DirectoryKind,
  directoryRoutes,
  type EntryItem,
  type EntryPage,
  type LinkedDirectoryKind,
} from './directory-kind';
import { DirectoryList } from './directory-list';
import { EntryScreen } from './entry-screen';
import { ImportEntries } from './import-screen';
import { type EntryPageProps, entryLoader } from './load-entry';
import { directoryListInput, loadDirectoryList } from './search-params';

/** The page of a directory's list. */
export function listPage(kind: DirectoryKind) {
  const { list } = directoryPages(kind);
  return {
    async generateMetadata(): Promise<Metadata> {
      const t = await getTranslations('directory');
      return { title: t(`${kind}.title`) };
    },

    async Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
      const { ctx, allowed } = await requirePage(list);
      if (!allowed) return <NoPermission page={list} />;
      const state = await loadDirectoryList(searchParams);
      const page = await operationsOf(kind)
        .list(ctx, directoryListInput(state))
        .catch((error: unknown) => {
          // An address with a cursor of another list or another time leads to the list's beginning.
          if (error instanceof Invalid) redirect(directoryRoutes(kind).list());
          throw error;
        });
      const canWrite = can(ctx.actor, 'coupons.write');
      return <DirectoryList kind={kind} initial={asJson(page) as EntryPage} initialState={state} canWrite={canWrite} />;
    },
  };
}

/** The page of one entry, with the coupons that are limited to it. */
export function entryPage(kind: LinkedDirectoryKind) {
  const { loadTitle, loadWithUses } = entryLoader(kind);
  return {
    async generateMetadata(props: EntryPageProps): Promise<Metadata> {
      return { title: await loadTitle(props) };
    },

    async Page(props: EntryPageProps) {
      const loaded = await loadWithUses(props);
      if (loaded.instead) return loaded.instead;
      const { uses, after, canWrite } = loaded;
      const entry = asJson(loaded.entry) as EntryItem;
      return <EntryScreen kind={kind} entry={entry} uses={asJson(uses)} initialAfter={after} canWrite={canWrite} />;
    },
  };
}

/** The page that imports a file of a directory's entries. */
export function importPage(kind: LinkedDirectoryKind) {
  const page = directoryPages(kind).import;
  return {
    async generateMetadata(): Promise<Metadata> {
      const t = await getTranslations('directory');
      return { title: t(`${kind}.importTitle`) };
    },

    async Page() {
      const { allowed } = await requirePage(page);
      const t = await getTranslations('directory');
      if (!allowed) return <NoPermission page={page} />;
      return (
        <>
          <PageHeader
            title={t(`${kind}.importTitle`)}
            subtitle={t(`${kind}.importSubtitle`)}
            breadcrumb={[{ label: t(`${kind}.title`), href: directoryRoutes(kind).list() }]}
          />
          <ImportEntries kind={kind} />
        </>
      );
    },
  };
}
