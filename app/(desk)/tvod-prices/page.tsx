import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requireUserWho } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listTvodPrices } from '@/lib/domain/coupons/tvod-prices/list-tvod-prices';
import { can } from '@/lib/platform/context/permissions';
import { directoryListInput, loadDirectoryList } from '../_directory/search-params';
import { TvodPricesList } from './tvod-prices-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('directory');
  return { title: t('tvodPrices.title') };
}

export default async function TvodPricesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('coupons.read');
  if (!allowed) return <NoPermission permission="coupons.read" />;
  const state = await loadDirectoryList(searchParams);
  const page = await listTvodPrices(ctx, directoryListInput(state)).catch(startOver);
  return <TvodPricesList initial={asJson(page)} initialState={state} canWrite={can(ctx.actor, 'coupons.write')} />;
}

/** An address with a cursor of another list or another time leads to the list's beginning. */
function startOver(error: unknown): never {
  if (error instanceof Invalid) redirect(routes.tvodPrices());
  throw error;
}
