import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { can } from '@/lib/auth/permissions';
import { listProducts } from '@/lib/products/list-products';
import { routes } from '@/lib/routes';
import { findOwnSale } from '@/lib/sales/get-sale';
import { salesArePaused } from '@/lib/sales/pause-sales';
import { saleReference } from '@/lib/sales/schemas';
import { getSettings } from '@/lib/settings/get-settings';
import { SellScreen } from './sell-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sell');
  return { title: t('title') };
}

type SearchParams = Promise<{ reference?: string | string[] }>;

export default async function SellPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed } = await requireUserWho('sales.sell');
  const t = await getTranslations('sell');
  if (!allowed) return <NoPermission title={t('noPermission')} who={t('whoCan')} isPage />;
  const reference = saleReference.safeParse((await searchParams).reference);
  if (!reference.success) redirect(routes.sell(crypto.randomUUID()));
  const [sale, rows, paused, { companyName }] = await Promise.all([
    findOwnSale(ctx, reference.data),
    listProducts(ctx),
    salesArePaused(ctx),
    getSettings(ctx.db),
  ]);
  return (
    <SellScreen
      key={reference.data}
      reference={reference.data}
      sale={sale}
      catalogue={{ rows, paused }}
      companyName={companyName}
      mayCreateProducts={can(ctx.actor, 'products.write')}
    />
  );
}
