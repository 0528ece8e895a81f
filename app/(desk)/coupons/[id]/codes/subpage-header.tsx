import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';

type SubpageHeaderProps = {
  coupon: { id: number; code: string };
  title: string;
  subtitle?: string;
  action?: ReactNode;
};

/** What a page under a coupon's codes begins with. */
export function CodesSubpageHeader({ coupon, ...header }: SubpageHeaderProps) {
  const t = useTranslations('batches');
  return (
    <PageHeader
      {...header}
      breadcrumb={[
        { label: t('coupons'), href: routes.coupons() },
        { label: coupon.code, href: routes.coupon(coupon.id) },
        { label: t('codes'), href: routes.couponCodes(coupon.id) },
      ]}
    />
  );
}
