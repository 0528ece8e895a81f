import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { getSupplier } from '@/lib/domain/sales/supply/get-supplier';
import { listRechargeCards } from '@/lib/domain/sales/supply/list-recharge-cards';
import { can } from '@/lib/platform/context/permissions';
import { SuppliersScreen } from './suppliers-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('suppliers');
  return { title: t('title') };
}

export default async function SuppliersPage() {
  const { ctx, allowed } = await requirePage('/suppliers');
  if (!allowed) return <NoPermission page="/suppliers" />;
  const [khalti, products, cards] = await Promise.all([getSupplier(ctx), listProducts(ctx), listRechargeCards(ctx)]);
  return (
    <SuppliersScreen
      initial={{ khalti, products, cards }}
      canWrite={can(ctx.actor, 'suppliers.write')}
      canSellCards={can(ctx.actor, 'products.write')}
      seesMoney={can(ctx.actor, 'money.read')}
    />
  );
}
