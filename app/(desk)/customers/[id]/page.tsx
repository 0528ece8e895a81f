import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { NotFound } from '@/lib/core/errors';
import { getCustomer } from '@/lib/domain/sales/customers/get-customer';
import { listGoodwillCoupons } from '@/lib/domain/sales/customers/goodwill-coupons';
import { can } from '@/lib/platform/context/permissions';
import { CustomerView } from './customer-view';
import { loadCustomerParams } from './search-params';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

/** Without the contact: titles stay in the history of a browser. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('customers.one');
  return { title: t('title', { id: (await params).id }) };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const { ctx, allowed } = await requirePage('/customers/[id]');
  if (!allowed) return <NoPermission page="/customers/[id]" />;
  const { id } = await params;
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  const { by, shown } = await loadCustomerParams(searchParams);
  const page = await getCustomer(ctx, { saleId: Number(id), by: by ?? undefined, limit: shown }).catch(
    (error: unknown) => {
      if (error instanceof NotFound) notFound();
      throw error;
    },
  );
  const goodwill = page.customer && can(ctx.actor, 'coupons.write') ? await listGoodwillCoupons(ctx, undefined) : [];
  return <CustomerView page={page} shown={shown} canQualify={can(ctx.actor, 'redemptions.read')} goodwill={goodwill} />;
}
