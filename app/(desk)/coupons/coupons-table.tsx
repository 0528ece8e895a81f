'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Power, PowerOff, QrCode, RotateCcw, TicketPercent, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import type { MenuAction } from '@/components/menu-button';
import { useShortcut } from '@/components/shortcuts';
import { routes } from '@/lib/routes';
import { couponColumns } from './coupon-columns';
import { appliedFilters, CouponFilters, type Narrow } from './coupon-filters';
import { type CouponItem, type CouponPage, couponListQuery } from './coupon-queries';
import { type CouponListState, couponListParams } from './search-params';
import { useCouponActs } from './use-coupon-acts';

type CouponsTableProps = { initial: CouponPage; initialState: CouponListState; canWrite: boolean };

const all = { q: '', state: null, duration: null, security: null, deleted: false, after: null };

export function CouponsTable({ initial, initialState, canWrite }: CouponsTableProps) {
  const t = useTranslations('coupons');
  const [list, setList] = useQueryStates(couponListParams, { history: 'push' });
  const [first] = useState(() => JSON.stringify(initialState));
  const columns = useMemo(() => couponColumns(t), [t]);
  const query = useQuery({
    ...couponListQuery(list),
    placeholderData: keepPreviousData,
    ...(JSON.stringify(list) === first ? { initialData: initial } : {}),
  });
  const rowActions = useRowActions(canWrite);
  const narrow: Narrow = (change) => void setList({ ...change, after: null });
  const { rows = [], next = null, previous = null, page = 1, total } = query.data ?? {};

  return (
    <DataTable
      label={t('title')}
      name="coupons"
      columns={columns}
      rows={rows}
      rowId={(coupon) => coupon.id}
      rowName={(coupon) => coupon.code}
      isLoading={query.isPending}
      isStale={query.isPlaceholderData}
      error={query.data || !query.error ? null : <ListError error={query.error} onRetry={() => query.refetch()} />}
      empty={<NoCoupons canWrite={canWrite} />}
      search={{ value: list.q, onChange: (q) => narrow({ q }), placeholder: t('search') }}
      filterControls={<CouponFilters t={t} list={list} narrow={narrow} />}
      filters={appliedFilters({ t, list, narrow })}
      onClear={() => void setList(all)}
      rowActions={rowActions}
      paging={{
        onPrevious: previous === null ? undefined : () => void setList({ after: page === 2 ? null : previous }),
        onNext: next === null ? undefined : () => void setList({ after: next }),
        summary: total && t('page', { page, total: t(total.capped ? 'countCapped' : 'count', { count: total.count }) }),
      }}
    />
  );
}

function useRowActions(canWrite: boolean) {
  const t = useTranslations('coupons.act');
  const act = useCouponActs();
  return (coupon: CouponItem): MenuAction[] => {
    const codes = { id: 'codes', label: t('codes'), icon: <QrCode />, href: routes.couponCodes(coupon.id) };
    if (!canWrite) return [codes];
    if (coupon.deletedAt) {
      return [{ id: 'restore', label: t('restore'), icon: <RotateCcw />, onPress: () => act('restore', coupon) }];
    }
    const isOn = coupon.status === 'available';
    return [
      { id: 'edit', label: t('edit'), icon: <Pencil />, href: routes.editCoupon(coupon.id) },
      codes,
      {
        id: 'switch',
        label: t(isOn ? 'switchOff' : 'switchOn'),
        icon: isOn ? <PowerOff /> : <Power />,
        onPress: () => act(isOn ? 'switchOff' : 'switchOn', coupon),
      },
      {
        id: 'delete',
        label: t('delete'),
        icon: <Trash2 />,
        tone: 'danger',
        onPress: () => act('delete', coupon),
      },
    ];
  };
}

function ListError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return <ErrorState requestId={error instanceof ReadError ? error.requestId : undefined} onRetry={onRetry} />;
}

function NoCoupons({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations('coupons');
  return (
    <EmptyState
      title={t('empty.title')}
      icon={<TicketPercent />}
      action={
        canWrite && (
          <LinkButton look="primary" icon={<Plus />} href={routes.newCoupon()}>
            {t('new')}
          </LinkButton>
        )
      }
    >
      {t('empty.text')}
    </EmptyState>
  );
}

/** The list's one primary action, also on `n`. */
export function NewCouponButton() {
  const t = useTranslations('coupons');
  const router = useRouter();
  useShortcut('n', t('new'), () => router.push(routes.newCoupon()));
  return (
    <LinkButton look="primary" icon={<Plus />} href={routes.newCoupon()}>
      {t('new')}
    </LinkButton>
  );
}
