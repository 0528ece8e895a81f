import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { PageHeader } from '@/components/page-header';
import { can } from '@/lib/auth/permissions';
import { countCoupons, listCoupons } from '@/lib/coupons/list-coupons';
import { Invalid } from '@/lib/errors';
import { routes } from '@/lib/routes';
import { CouponsTable, NewCouponButton } from './coupons-table';
import { couponListInput, loadCouponList } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('title') };
}

export default async function CouponsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('coupons.read');
  const t = await getTranslations('coupons');
  if (!allowed) return <NoPermission isPage who={t('who')} />;
  const state = await loadCouponList(searchParams);
  const { sort, after, ...filters } = couponListInput(state);
  const [page, total] = await Promise.all([
    listCoupons(ctx, { ...filters, sort, after }).catch(startOver),
    countCoupons(ctx, filters),
  ]);
  const canWrite = can(ctx.actor, 'coupons.write');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} action={canWrite && <NewCouponButton />} />
      <CouponsTable initial={asJson({ ...page, total })} initialState={state} canWrite={canWrite} />
    </>
  );
}

/** An address with a cursor of another sort or another time leads to the list's beginning. */
function startOver(error: unknown): never {
  if (error instanceof Invalid) redirect(routes.coupons());
  throw error;
}
