'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import { offText } from '@/lib/domain/coupons/coupons/describe-discount';
import { ExportButton } from '../../../export-button';
import { ListScreen } from '../../../list-screen';
import { RedemptionStateBadge } from '../../../redemptions/redemption-state';
import { useList } from '../../../use-list';
import { recentParams } from './search-params';
import { type Subscription, type SubscriptionPage, subscriptionsQuery } from './statistics-queries';

type RecentRedemptionsProps = {
  couponId: number;
  canExport: boolean;
  initial: SubscriptionPage;
  initialAfter: string | null;
};

/** Who used it, one row a redemption. */
export function RecentRedemptions({ couponId, canExport, initial, initialAfter }: RecentRedemptionsProps) {
  const t = useTranslations('statistics.recent');
  const tDiscount = useTranslations('coupons.discount');
  const list = useList({
    params: recentParams,
    initial,
    initialParams: { after: initialAfter },
    read: ({ after }) => subscriptionsQuery(couponId, after),
  });
  const columns = useMemo<TableColumn<Subscription>[]>(
    () => [
      {
        id: 'user',
        header: t('user'),
        cell: ({ userRef }) => <Mono>{userRef}</Mono>,
        href: ({ id }) => routes.redemption(id),
      },
      {
        id: 'state',
        header: t('state'),
        cell: ({ state }) => <RedemptionStateBadge state={state} />,
        onCard: true,
      },
      {
        id: 'code',
        header: t('code'),
        cell: ({ codeId }) => (codeId === null ? t('ownCode') : t('issuedCode')),
      },
      {
        id: 'discount',
        header: t('discount'),
        cell: ({ discount }) =>
          tDiscount(discount.duration, {
            off: offText({ ...discount, discount: discount.percent }),
            cycles: discount.cycles,
          }),
      },
      { id: 'at', header: t('at'), cell: ({ createdAt }) => <Instant value={createdAt} />, onCard: true },
    ],
    [t, tDiscount],
  );
  return (
    <section aria-labelledby="redemptions">
      <h2 id="redemptions" className="mb-3 text-base font-semibold">
        {t('title')}
      </h2>
      <ListScreen
        title={t('title')}
        name="coupon-redemptions"
        list={list}
        columns={columns}
        exportControl={
          canExport && <ExportButton address="/api/desk/redemptions/exports" kind="redemptions" filter={{ couponId }} />
        }
        rowId={({ id }) => id}
        rowName={({ userRef }) => userRef}
        empty={<EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>}
        summary={t('page', { page: list.page })}
      />
    </section>
  );
}
