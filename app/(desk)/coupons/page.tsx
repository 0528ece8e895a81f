import { Trash2 } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requireUserWho } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { can } from '@/lib/platform/context/permissions';
import { CouponsTable } from './coupons-table';
import { loadCouponPage } from './load-coupon-page';
import { NewCouponButton } from './new-coupon-button';
import { loadCouponList } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('title') };
}

export default async function CouponsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('coupons.read');
  const t = await getTranslations('coupons');
  if (!allowed) return <NoPermission permission="coupons.read" />;
  const state = await loadCouponList(searchParams);
  const initial = await loadCouponPage(ctx, state, false);
  const canWrite = can(ctx.actor, 'coupons.write');
  const bin = { id: 'bin', label: t('bin.title'), icon: <Trash2 />, href: routes.couponBin() };
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} action={canWrite && <NewCouponButton />} menu={[bin]} />
      <CouponsTable initial={initial} initialState={state} canWrite={canWrite} />
    </>
  );
}
