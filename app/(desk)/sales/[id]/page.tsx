import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { can } from '@/lib/platform/context/permissions';
import { SaleView } from './sale-view';

type Params = Promise<{ id: string }>;

const load = cache((id: string) => findThing('/sales/[id]', id, (ctx, saleId) => getSale(ctx, { saleId })));

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { id } = await params;
  const { insteadTitle } = await load(id);
  const t = await getTranslations('sales.one');
  return { title: insteadTitle ?? t('title', { id }) };
}

export default async function SalePage({ params }: { params: Params }) {
  const { ctx, thing: sale, instead } = await load((await params).id);
  if (instead) return instead;
  return (
    <SaleView
      initial={sale}
      canSell={can(ctx.actor, 'sales.sell')}
      canResolve={can(ctx.actor, 'sales.resolve')}
      canExplain={can(ctx.actor, 'redemptions.explain')}
    />
  );
}
