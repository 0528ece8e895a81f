import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { ImportScreen } from '../../_directory/import-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('directory');
  return { title: t('userGroups.importTitle') };
}

export default async function ImportUserGroupsPage() {
  const { allowed } = await requireUserWho('coupons.write');
  const t = await getTranslations('directory');
  if (!allowed) return <NoPermission permission="coupons.write" />;
  return (
    <>
      <PageHeader
        title={t('userGroups.importTitle')}
        subtitle={t('userGroups.importSubtitle')}
        breadcrumb={[{ label: t('userGroups.title'), href: routes.userGroups() }]}
      />
      <ImportScreen kind="userGroups" address="/api/desk/uploads/user-groups" />
    </>
  );
}
