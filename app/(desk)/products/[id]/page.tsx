import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { findProduct } from '@/lib/domain/sales/products/list-products';
import { readStockPace } from '@/lib/domain/sales/products/stock-pace';
import { can } from '@/lib/platform/context/permissions';
import { ProductView } from './product-view';

type Params = Promise<{ id: string }>;

const load = cache((id: string) => findThing('/products/[id]', id, (ctx, of) => findProduct(ctx, { id: of })));

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { insteadTitle } = await load((await params).id);
  const t = await getTranslations('products');
  return { title: insteadTitle ?? t('title') };
}

export default async function ProductPage({ params }: { params: Params }) {
  const { ctx, thing: product, instead } = await load((await params).id);
  if (instead) return instead;
  const { [product.id]: perDay } = await readStockPace(ctx);
  return <ProductView product={product} perDay={perDay} canWrite={can(ctx.actor, 'products.write')} />;
}
