import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { directoryPages } from '@/lib/platform/context/page-permissions';
import { directoryRoutes, type LinkedDirectoryKind } from './directory-kind';
import { ImportEntries } from './import-screen';

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
