import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listReachedLimits } from '@/lib/domain/access/limits/lift-limit';
import { ReachedLimits } from './reached-limits';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('limits');
  return { title: t('title') };
}

export default async function ReachedLimitsPage() {
  const { ctx, allowed } = await requirePage('/team/limits');
  if (!allowed) return <NoPermission page="/team/limits" />;
  return <ReachedLimits initial={{ rows: await listReachedLimits(ctx) }} ownId={ctx.actor.id} />;
}
