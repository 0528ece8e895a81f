import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import type { ContactKind } from '@/lib/domain/sales/customers/customer-address';
import { getCustomer } from '@/lib/domain/sales/customers/get-customer';
import { listGoodwillCoupons } from '@/lib/domain/sales/customers/goodwill-coupons';
import { can } from '@/lib/platform/context/permissions';
import { CustomerView } from './customer-view';
import { loadCustomerParams } from './search-params';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const read = cache((id: string, by: ContactKind | undefined, limit: number) =>
  findThing('/customers/[id]', id, (ctx, saleId) => getCustomer(ctx, { saleId, by, limit })),
);

async function load({ params, searchParams }: Props) {
  const { by, shown } = await loadCustomerParams(searchParams);
  return { ...(await read((await params).id, by ?? undefined, shown)), shown };
}

/** Without the contact: titles stay in the history of a browser. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const { insteadTitle } = await load(props);
  const t = await getTranslations('customers.one');
  return { title: insteadTitle ?? t('title', { id: (await props.params).id }) };
}

export default async function CustomerPage(props: Props) {
  const { ctx, thing: page, instead, shown } = await load(props);
  if (instead) return instead;
  const goodwill = page.customer && can(ctx.actor, 'sales.resolve') ? await listGoodwillCoupons(ctx, undefined) : [];
  return <CustomerView page={page} shown={shown} canQualify={can(ctx.actor, 'redemptions.read')} goodwill={goodwill} />;
}
