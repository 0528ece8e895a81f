import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { readStockPace } from '@/lib/domain/sales/products/stock-pace';
import { salesArePaused } from '@/lib/domain/sales/sales/pause-sales';
import { can } from '@/lib/platform/context/permissions';
import { ProductsList } from './products-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('products');
  return { title: t('title') };
}

export default async function ProductsPage() {
  const { ctx, allowed } = await requirePage('/products');
  if (!allowed) return <NoPermission page="/products" />;
  const [rows, pace, paused] = await Promise.all([listProducts(ctx), readStockPace(ctx), salesArePaused(ctx)]);
  return (
    <ProductsList
      initial={{ rows, pace, paused }}
      canWrite={can(ctx.actor, 'products.write')}
      canPause={can(ctx.actor, 'suppliers.write')}
    />
  );
}
