import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listSaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { can } from '@/lib/platform/context/permissions';
import { SalesList } from './sales-list';
import { loadSalesParams, salesInput } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sales');
  return { title: t('title') };
}

export default async function SalesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('sales.read');
  if (!allowed) return <NoPermission permission="sales.read" />;
  const params = await loadSalesParams(searchParams);
  const [initial, choices] = await Promise.all([
    listSales(ctx, salesInput(params)).catch((error: unknown) => {
      // A cursor of another list: this one is shown from its first page.
      if (error instanceof Invalid) redirect(params.queue ? routes.salesForPerson() : routes.sales());
      throw error;
    }),
    listSaleChoices(ctx),
  ]);
  return (
    <SalesList initial={initial} initialParams={params} choices={choices} canSell={can(ctx.actor, 'sales.sell')} />
  );
}
