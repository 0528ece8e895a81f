import type { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { MaskedCode } from '@/components/masked-code';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import type { RedemptionItem } from './redemption-queries';
import { RedemptionStateBadge } from './redemption-state';

type Translate = ReturnType<typeof useTranslations<'redemptions'>>;

type Shown = {
  /** A partner has no page of a redemption, a coupon or a user to go to, and sees one integrator alone. */
  hasLinks?: boolean;
};

export function redemptionColumns(t: Translate, { hasLinks = true }: Shown = {}): TableColumn<RedemptionItem>[] {
  const columns: TableColumn<RedemptionItem>[] = [
    {
      id: 'id',
      header: t('redemption'),
      cell: ({ id }) => t('name', { id }),
      ...(hasLinks ? { href: ({ id }: RedemptionItem) => routes.redemption(id) } : {}),
    },
    { id: 'state', header: t('state'), cell: ({ state }) => <RedemptionStateBadge state={state} />, onCard: true },
    {
      id: 'coupon',
      header: t('coupon'),
      cell: ({ coupon }) => (
        <MaybeLink href={hasLinks ? routes.coupon(coupon.id) : null}>
          <Mono>{coupon.code}</Mono>
        </MaybeLink>
      ),
      onCard: true,
    },
    {
      id: 'code',
      header: t('code'),
      cell: ({ codeLastFour }) =>
        codeLastFour ? (
          <MaskedCode lastFour={codeLastFour} name={t('code')} />
        ) : (
          <span className="text-muted">{t('ownCode')}</span>
        ),
    },
    {
      id: 'user',
      header: t('user'),
      cell: ({ userRef }) => (
        <MaybeLink href={hasLinks ? routes.redemptions({ user: userRef }) : null}>
          <Mono>{userRef}</Mono>
        </MaybeLink>
      ),
      onCard: true,
    },
    {
      id: 'discount',
      header: t('discount'),
      cell: ({ discount }) => describeDiscount({ ...discount, discount: discount.percent }),
    },
    { id: 'integrator', header: t('integrator'), cell: ({ integratorName }) => integratorName ?? t('desk') },
    { id: 'at', header: t('at'), cell: ({ createdAt }) => <Instant value={createdAt} />, onCard: true },
    {
      id: 'price',
      header: t('price'),
      cell: ({ tvodPriceName }) => tvodPriceName ?? <span className="text-muted">—</span>,
      hidden: true,
    },
    {
      id: 'subscription',
      header: t('subscription'),
      cell: ({ subscriptionRef }) => subscriptionRef && <Mono>{subscriptionRef}</Mono>,
      hidden: true,
    },
  ];
  return hasLinks ? columns : columns.filter(({ id }) => id !== 'integrator');
}

function MaybeLink({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return children;
  return (
    <Link href={href} className="rounded-sm hover:underline">
      {children}
    </Link>
  );
}
