import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import { can } from '@/lib/platform/context/permissions';
import { TodayBoard } from './_today/today-board';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('today');
  return { title: t('title') };
}

export default async function TodayPage() {
  const { ctx, allowed } = await requireUserWho('sales.read');
  const t = await getTranslations('common');
  if (!allowed) return <NoPermission who={t('adminCan')} />;
  const may = {
    sell: can(ctx.actor, 'sales.sell'),
    makeCoupons: can(ctx.actor, 'coupons.write'),
  };
  return <TodayBoard initial={await getToday(ctx)} may={may} />;
}
