import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinksPage, type LinksPageProps } from '../_links/links-page';
import { type CouponParams, loadCoupon } from '../load-coupon';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/tvod-prices');
  const t = await getTranslations('links');
  return { title: insteadTitle ?? t('tvod_price.title', { code: coupon?.code ?? '' }) };
}

export default function CouponTvodPricesPage(props: LinksPageProps) {
  return <LinksPage kind="tvod_price" {...props} />;
}
