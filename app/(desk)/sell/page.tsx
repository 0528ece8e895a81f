import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { getPaymentChoice } from '@/lib/domain/sales/sales/get-payment-choice';
import { findOwnSale } from '@/lib/domain/sales/sales/get-sale';
import { getSellCatalogue } from '@/lib/domain/sales/sales/get-sell-catalogue';
import { listFavouriteProducts } from '@/lib/domain/sales/sales/list-favourite-products';
import { listRecentCustomers } from '@/lib/domain/sales/sales/list-recent-customers';
import { saleReference } from '@/lib/domain/sales/sales/schemas';
import { findOwnShift } from '@/lib/domain/sales/shifts/get-shift';
import { can } from '@/lib/platform/context/permissions';
import { SellScreen } from './sell-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sell');
  return { title: t('title') };
}

type SearchParams = Promise<{ reference?: string | string[] }>;

export default async function SellPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed } = await requirePage('/sell');
  if (!allowed) return <NoPermission page="/sell" />;
  const reference = saleReference.safeParse((await searchParams).reference);
  if (!reference.success) redirect(routes.sell(crypto.randomUUID()));
  const [sale, catalogue, favourites, recent, payment, shift] = await Promise.all([
    findOwnSale(ctx, { reference: reference.data }),
    getSellCatalogue(ctx),
    listFavouriteProducts(ctx),
    listRecentCustomers(ctx),
    getPaymentChoice(ctx),
    findOwnShift(ctx),
  ]);
  return (
    <SellScreen
      key={reference.data}
      sellerId={ctx.actor.id}
      reference={reference.data}
      sale={sale}
      catalogue={catalogue}
      favourites={favourites}
      recent={recent}
      payment={payment}
      needsShift={shift.isRequired && shift.id === null}
      canCreateProducts={can(ctx.actor, 'products.write')}
    />
  );
}
