import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinksPage, type LinksPageProps } from '../_links/links-page';
import { type CouponParams, loadCoupon } from '../load-coupon';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/user-groups');
  const t = await getTranslations('links');
  return { title: insteadTitle ?? t('user_group.title', { code: coupon?.code ?? '' }) };
}

export default function CouponUserGroupsPage(props: LinksPageProps) {
  return <LinksPage kind="user_group" {...props} />;
}
