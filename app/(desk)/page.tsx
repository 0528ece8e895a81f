import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import { can } from '@/lib/platform/context/permissions';
import { TodayBoard } from './_today/today-board';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('today');
  return { title: t('title') };
}

export default async function TodayPage() {
  const { ctx, allowed } = await requirePage('/');
  if (ctx.actor.role === 'partner') redirect(routes.partner());
  if (!allowed) return <NoPermission page="/" />;
  const may = {
    sell: can(ctx.actor, 'sales.sell'),
    makeCoupons: can(ctx.actor, 'coupons.write'),
  };
  return <TodayBoard initial={await getToday(ctx)} may={may} />;
}
