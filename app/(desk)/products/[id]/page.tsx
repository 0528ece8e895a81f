import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { findProduct } from '@/lib/domain/sales/products/list-products';
import { readStockPace } from '@/lib/domain/sales/products/stock-pace';
import { can } from '@/lib/platform/context/permissions';
import { ProductView } from './product-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('products');
  return { title: t('title') };
}

export default async function ProductPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, allowed } = await requirePage('/products/[id]');
  if (!allowed) return <NoPermission page="/products/[id]" />;
  const { id } = await params;
  const product = /^[1-9]\d{0,14}$/.test(id) ? await findProduct(ctx, { id: Number(id) }) : null;
  if (!product) notFound();
  const { [product.id]: perDay } = await readStockPace(ctx);
  return <ProductView product={product} perDay={perDay} canWrite={can(ctx.actor, 'products.write')} />;
}
