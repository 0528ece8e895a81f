'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import { Mono } from '@/components/mono';
import { useAddress } from '@/components/use-address';
import { routes } from '@/lib/core/routes';
import { offText } from '@/lib/domain/coupons/coupons/describe-discount';
import { keysetPaging } from '../../../keyset-paging';
import { ReadFailed } from '../../../read-failed';
import { RedemptionStateBadge } from '../../../redemptions/redemption-state';
import { recentParams } from './search-params';
import { type Subscription, type SubscriptionPage, subscriptionsQuery } from './statistics-queries';

type RecentRedemptionsProps = { couponId: number; initial: SubscriptionPage; initialAfter: string | null };

/** Who used it, one row a redemption. */
export function RecentRedemptions({ couponId, initial, initialAfter }: RecentRedemptionsProps) {
  const t = useTranslations('statistics.recent');
  const tDiscount = useTranslations('coupons.discount');
  const { state, to } = useAddress(recentParams, { history: 'push' });
  const { after } = state;
  const { data, isPending, isPlaceholderData, error, refetch } = useQuery({
    ...subscriptionsQuery(couponId, after),
    placeholderData: keepPreviousData,
    ...(after === initialAfter ? { initialData: initial } : {}),
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
  const { rows = [], page = 1, next = null, previous = null } = data ?? {};
  return (
    <section aria-labelledby="redemptions">
      <h2 id="redemptions" className="mb-3 text-base font-semibold">
        {t('title')}
      </h2>
      <DataTable
        label={t('title')}
        name="coupon-redemptions"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        rowName={({ userRef }) => userRef}
        isLoading={isPending}
        isStale={isPlaceholderData}
        error={!data && error && <ReadFailed error={error} onRetry={() => void refetch()} />}
        empty={<EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>}
        paging={{
          ...keysetPaging({ page, next, previous }, to),
          summary: t('page', { page }),
        }}
      />
    </section>
  );
}
