import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { routes } from '@/lib/core/routes';
import { getUserGroup } from '@/lib/domain/coupons/user-groups/get-user-group';
import { listUserGroupCoupons } from '@/lib/domain/coupons/user-groups/list-user-group-coupons';
import { type EntryPageProps, entryLoader } from '../../_directory/load-entry';
import { UserGroupScreen } from '../user-groups-list';

const { loadEntry, loadWithUses } = entryLoader({
  get: getUserGroup,
  listUses: listUserGroupCoupons,
  address: routes.userGroup,
});

export async function generateMetadata(props: EntryPageProps): Promise<Metadata> {
  const t = await getTranslations('directory');
  return { title: (await loadEntry(props))?.name ?? t('userGroups.title') };
}

export default async function UserGroupPage(props: EntryPageProps) {
  const loaded = await loadWithUses(props);
  if (!loaded) return <NoPermission permission="coupons.read" />;
  const { entry, uses, after, canWrite } = loaded;
  return <UserGroupScreen entry={asJson(entry)} uses={asJson(uses)} initialAfter={after} canWrite={canWrite} />;
}
