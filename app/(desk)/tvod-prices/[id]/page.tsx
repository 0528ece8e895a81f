import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { routes } from '@/lib/core/routes';
import { getTvodPrice } from '@/lib/domain/coupons/tvod-prices/get-tvod-price';
import { listTvodPriceCoupons } from '@/lib/domain/coupons/tvod-prices/list-tvod-price-coupons';
import { type EntryPageProps, entryLoader } from '../../_directory/load-entry';
import { TvodPriceScreen } from '../tvod-prices-list';

const { loadEntry, loadWithUses } = entryLoader({
  get: getTvodPrice,
  listUses: listTvodPriceCoupons,
  address: routes.tvodPrice,
});

export async function generateMetadata(props: EntryPageProps): Promise<Metadata> {
  const t = await getTranslations('directory');
  return { title: (await loadEntry(props))?.name ?? t('tvodPrices.title') };
}

export default async function TvodPricePage(props: EntryPageProps) {
  const loaded = await loadWithUses(props);
  if (!loaded) return <NoPermission permission="coupons.read" />;
  const { entry, uses, after, canWrite } = loaded;
  return <TvodPriceScreen entry={asJson(entry)} uses={asJson(uses)} initialAfter={after} canWrite={canWrite} />;
}
