import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage, requireUser } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import { isLedOn } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { TodayBoard } from '../_today/today-board';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('today');
  return { title: t('title') };
}

export default async function TodayPage() {
  if (isLedOn((await requireUser()).actor, '/')) redirect(routes.partner());
  const { ctx, allowed } = await requirePage('/');
  if (!allowed) return <NoPermission page="/" />;
  const may = {
    sell: can(ctx.actor, 'sales.sell'),
    makeCoupons: can(ctx.actor, 'coupons.write'),
  };
  return <TodayBoard initial={await getToday(ctx)} may={may} />;
}
