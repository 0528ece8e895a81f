'use client';

import { Pencil, Power, PowerOff, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button, LinkButton } from '@/components/button';
import { Link } from '@/components/link';
import type { MenuAction } from '@/components/menu-button';
import { PageHeader } from '@/components/page-header';
import { TabsNav } from '@/components/tabs-nav';
import { routes } from '@/lib/core/routes';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import { CouponStateBadge } from '../coupon-state';
import { useCouponActions } from '../use-coupon-actions';
import type { CouponRights } from './load-coupon';

type CouponHeaderProps = {
  coupon: Coupon;
  rights: CouponRights;
  /** The page's own primary action; editing is then in the menu. */
  action?: ReactNode;
};

/** What every page of one coupon begins with. */
export function CouponHeader({ coupon, rights, action }: CouponHeaderProps) {
  const { canWrite, canSeeActivity } = rights;
  const t = useTranslations('coupons');
  const { perform, dialog } = useCouponActions();
  const isDeleted = coupon.deletedAt !== null;
  const isOn = coupon.status === 'available';
  const edit = { id: 'edit', label: t('action.editCoupon'), icon: <Pencil />, href: routes.editCoupon(coupon.id) };
  const menu: MenuAction[] = [
    ...(action ? [edit] : []),
    {
      id: 'switch',
      label: t(isOn ? 'action.switchOff' : 'action.switchOn'),
      icon: isOn ? <PowerOff /> : <Power />,
      onPress: () => perform(isOn ? 'switchOff' : 'switchOn', coupon),
    },
    {
      id: 'delete',
      label: t('action.delete'),
      icon: <Trash2 />,
      tone: 'danger',
      onPress: () => perform('delete', coupon),
    },
  ];
  const restore = (
    <Button look="primary" icon={<RotateCcw />} onPress={() => perform('restore', coupon)}>
      {t('action.restore')}
    </Button>
  );
  const editButton = (
    <LinkButton look="primary" icon={edit.icon} href={edit.href}>
      {edit.label}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={<span className="font-mono">{coupon.code}</span>}
        subtitle={coupon.description ?? describeDiscount(coupon)}
        breadcrumb={[{ label: t('title'), href: routes.coupons() }]}
        badge={<CouponStateBadge state={coupon.state} isDeleted={isDeleted} />}
        action={canWrite && (isDeleted ? restore : (action ?? editButton))}
        {...(canWrite && !isDeleted ? { menu } : {})}
      />
      {dialog}
      {isDeleted && (
        <div role="note" className="mb-4 rounded-lg bg-default p-3">
          <p className="font-medium">{t('overview.deletedTitle')}</p>
          <p className="text-muted">{t('overview.deletedText')}</p>
        </div>
      )}
      {coupon.pausedAt && !isDeleted && (
        <div role="note" className="mb-4 rounded-lg bg-warning-soft p-3 text-warning-soft-foreground">
          <p className="font-medium">{t('overview.pausedTitle')}</p>
          <p className="max-w-prose text-pretty">
            {t('overview.pausedText', { count: coupon.hourLimit ?? 0 })}{' '}
            <Link href={routes.redemptions({ couponId: coupon.id })} className="underline underline-offset-2">
              {t('overview.pausedLink')}
            </Link>
          </p>
        </div>
      )}
      <TabsNav
        label={t('tabs.label')}
        tabs={[
          { href: routes.coupon(coupon.id), label: t('tabs.overview') },
          { href: routes.couponCodes(coupon.id), label: t('tabs.codes') },
          { href: routes.couponUserGroups(coupon.id), label: t('tabs.userGroups') },
          { href: routes.couponTvodPrices(coupon.id), label: t('tabs.tvodPrices') },
          { href: routes.couponStatistics(coupon.id), label: t('tabs.statistics') },
          ...(canSeeActivity ? [{ href: routes.couponActivity(coupon.id), label: t('tabs.activity') }] : []),
        ]}
      />
    </>
  );
}
