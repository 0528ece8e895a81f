import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { NotFound } from '@/lib/core/errors';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { can } from '@/lib/platform/context/permissions';
import { SaleView } from './sale-view';

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const t = await getTranslations('sales.one');
  return { title: t('title', { id: (await params).id }) };
}

export default async function SalePage({ params }: { params: Params }) {
  const { ctx, allowed } = await requirePage('/sales/[id]');
  if (!allowed) return <NoPermission page="/sales/[id]" />;
  const { id } = await params;
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  const sale = await getSale(ctx, { saleId: Number(id) }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return (
    <SaleView
      initial={sale}
      canSell={can(ctx.actor, 'sales.sell')}
      canResolve={can(ctx.actor, 'sales.resolve')}
      canExplain={can(ctx.actor, 'redemptions.explain')}
    />
  );
}
