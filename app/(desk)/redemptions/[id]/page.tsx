import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { asJson } from '@/app/session/as-json';
import { getRedemptionDetails } from '@/lib/domain/redemptions/redemptions/get-redemption-details';
import { can } from '@/lib/platform/context/permissions';
import { RedemptionView } from './redemption-view';

type Params = Promise<{ id: string }>;

const load = cache((id: string) =>
  findThing('/redemptions/[id]', id, (ctx, of) => getRedemptionDetails(ctx, { id: of })),
);

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { id } = await params;
  const { insteadTitle } = await load(id);
  const t = await getTranslations('redemptions');
  return { title: insteadTitle ?? t('name', { id }) };
}

export default async function RedemptionPage({ params }: { params: Params }) {
  const { ctx, thing: redemption, instead } = await load((await params).id);
  if (instead) return instead;
  return <RedemptionView initial={asJson(redemption)} canRollBack={can(ctx.actor, 'redemptions.write')} />;
}
