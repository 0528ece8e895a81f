import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { NotFound } from '@/lib/core/errors';
import { getRedemptionDetails } from '@/lib/domain/redemptions/redemptions/get-redemption-details';
import { can } from '@/lib/platform/context/permissions';
import { RedemptionView } from './redemption-view';

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const t = await getTranslations('redemptions');
  return { title: t('name', { id: (await params).id }) };
}

export default async function RedemptionPage({ params }: { params: Params }) {
  const { ctx, allowed } = await requirePage('/redemptions/[id]');
  if (!allowed) return <NoPermission page="/redemptions/[id]" />;
  const { id } = await params;
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  const redemption = await getRedemptionDetails(ctx, { id: Number(id) }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return <RedemptionView initial={asJson(redemption)} canRollBack={can(ctx.actor, 'redemptions.write')} />;
}
