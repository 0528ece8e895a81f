import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { getSupplier } from '@/lib/domain/sales/supply/get-supplier';
import { can } from '@/lib/platform/context/permissions';
import { SuppliersScreen } from './suppliers-screen';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('suppliers');
  return { title: t('title') };
}

export default async function SuppliersPage() {
  const { ctx, allowed } = await requirePage('/suppliers');
  if (!allowed) return <NoPermission page="/suppliers" />;
  const [khalti, products] = await Promise.all([getSupplier(ctx), listProducts(ctx)]);
  return (
    <SuppliersScreen
      initial={{ khalti, products }}
      canWrite={can(ctx.actor, 'suppliers.write')}
      seesMoney={can(ctx.actor, 'money.read')}
    />
  );
}
