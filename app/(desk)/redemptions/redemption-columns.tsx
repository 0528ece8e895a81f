import type { useTranslations } from 'next-intl';
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

export function redemptionColumns(t: Translate): TableColumn<RedemptionItem>[] {
  return [
    { id: 'id', header: t('redemption'), cell: ({ id }) => t('name', { id }), href: ({ id }) => routes.redemption(id) },
    { id: 'state', header: t('state'), cell: ({ state }) => <RedemptionStateBadge state={state} />, onCard: true },
    {
      id: 'coupon',
      header: t('coupon'),
      cell: ({ coupon }) => (
        <Link href={routes.coupon(coupon.id)} className="rounded-sm hover:underline">
          <Mono>{coupon.code}</Mono>
        </Link>
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
        <Link href={routes.redemptions({ user: userRef })} className="rounded-sm hover:underline">
          <Mono>{userRef}</Mono>
        </Link>
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
}
