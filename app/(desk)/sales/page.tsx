import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listSaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { sumSales } from '@/lib/domain/sales/sales/sum-sales';
import { can } from '@/lib/platform/context/permissions';
import { SalesList } from './sales-list';
import { loadSalesParams, saleFilterOf, salesInput } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/sales', props);
  const t = await getTranslations('sales');
  return { title: t('title') };
}

export default async function SalesPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/sales');
  if (!allowed) return <NoPermission page="/sales" />;
  const views = await openList('/sales', props);
  const params = await loadSalesParams(props.searchParams);
  const [initial, totals, choices] = await Promise.all([
    listSales(ctx, salesInput(params)),
    sumSales(ctx, saleFilterOf(params)),
    listSaleChoices(ctx),
  ]).catch((error: unknown) => {
    // A cursor of another list, or a filter that cannot be: this one is shown from its first page.
    if (error instanceof Invalid) params.queue ? redirect(routes.salesForPerson()) : startOver('/sales', views);
    throw error;
  });
  return (
    <SavedViews list="/sales" views={views}>
      <SalesList
        initial={initial}
        initialTotals={totals}
        initialParams={params}
        choices={choices}
        canSell={can(ctx.actor, 'sales.sell')}
      />
    </SavedViews>
  );
}
