import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { routes } from '@/lib/core/routes';
import { countCodes } from '@/lib/domain/coupons/codes/list-codes';
import { CouponOver } from '../../../coupon-over';
import { type CouponParams, loadCoupon } from '../../load-coupon';
import { CodesSubpageHeader } from '../subpage-header';
import { IssueForm } from './issue-form';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { insteadTitle } = await loadCoupon(props, '/coupons/[id]/codes/issue');
  const t = await getTranslations('batches');
  return { title: insteadTitle ?? t('issue.title') };
}

export default async function IssueCodesPage(props: CouponParams) {
  const { ctx, coupon, instead } = await loadCoupon(props, '/coupons/[id]/codes/issue');
  const t = await getTranslations('batches');
  if (instead) return instead;
  if (coupon.deletedAt) redirect(routes.coupon(coupon.id));
  const counts = await countCodes(ctx, { couponId: coupon.id });
  const { id, code, maxRedemptions, redemptions, security } = coupon;
  return (
    <>
      <CodesSubpageHeader coupon={coupon} title={t('issue.title')} subtitle={t('issue.subtitle', { code })} />
      <CouponOver coupon={coupon} className="mb-4" />
      <IssueForm
        coupon={{ id, maxRedemptions, redemptions, security }}
        codesOut={counts.available.count + counts.sold.count}
      />
    </>
  );
}
