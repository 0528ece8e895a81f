import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { routes } from '@/lib/core/routes';
import { countCodes } from '@/lib/domain/coupons/codes/list-codes';
import { CouponOver } from '../../../coupon-over';
import { type CouponParams, loadCoupon } from '../../load-coupon';
import { CodesSubpageHeader } from '../subpage-header';
import { ImportScreen } from './import-screen';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { insteadTitle } = await loadCoupon(props, '/coupons/[id]/codes/import');
  const t = await getTranslations('batches');
  return { title: insteadTitle ?? t('import.title') };
}

export default async function ImportCodesPage(props: CouponParams) {
  const { ctx, coupon, instead } = await loadCoupon(props, '/coupons/[id]/codes/import');
  const t = await getTranslations('batches');
  if (instead) return instead;
  if (coupon.deletedAt) redirect(routes.coupon(coupon.id));
  const { available, sold } = await countCodes(ctx, { couponId: coupon.id });
  const { id, code, maxRedemptions, redemptions } = coupon;
  return (
    <>
      <CodesSubpageHeader coupon={coupon} title={t('import.title')} subtitle={t('import.subtitle', { code })} />
      <CouponOver coupon={coupon} className="mb-4" />
      <ImportScreen coupon={{ id, maxRedemptions, redemptions }} codesOut={available.count + sold.count} />
    </>
  );
}
