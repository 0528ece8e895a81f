'use client';

import { Plus, TicketPercent, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { LinkButton } from '@/components/button';
import { DataTable } from '@/components/data-table';
import { useDaysChip } from '@/components/days-chip';
import { EmptyState } from '@/components/empty-state';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { routes } from '@/lib/core/routes';
import { couponSorts } from '@/lib/domain/coupons/coupons/schemas';
import { appliedFilters } from '../_fields/field-filters';
import { noFilters } from '../_fields/filter-params';
import { useFieldWords } from '../_fields/use-field-words';
import { useList } from '../use-list';
import { couponColumns } from './coupon-columns';
import { CouponFilters, declared, type Narrow } from './coupon-filters';
import { type CouponPage, couponListQuery } from './coupon-queries';
import { type CouponListState, couponListParams, couponViewParams } from './search-params';
import { useCouponBulk } from './use-coupon-bulk';
import { useCouponRowActions } from './use-coupon-row-actions';

type CouponsTableProps = {
  initial: CouponPage;
  initialState: CouponListState;
  canWrite: boolean;
  /** The deleted ones. */
  isBin?: boolean;
};

const unfiltered = { q: '', ...noFilters(couponFilters), from: null, to: null };
/** What has words in this table. */
const wordFields = { ...couponFields, ...couponFilters };

export function CouponsTable({ initial, initialState, canWrite, isBin = false }: CouponsTableProps) {
  const t = useTranslations('coupons');
  const list = useList({
    params: couponListParams,
    initial,
    initialParams: initialState,
    read: (params) => couponListQuery(params, isBin),
  });
  const { params, data, page } = list;
  const [view, setView] = useQueryStates(couponViewParams, { history: 'replace' });
  const daysChip = useDaysChip();
  const words = useFieldWords(wordFields, 'coupons');
  const columns = useMemo(() => couponColumns(t, words, isBin), [t, words, isBin]);
  const rowActions = useCouponRowActions(canWrite);
  const bulk = useCouponBulk(isBin);
  const narrow: Narrow = list.narrow;
  const total = data?.total;

  return (
    <DataTable
      label={t(isBin ? 'bin.title' : 'title')}
      name={isBin ? 'coupon-bin' : 'coupons'}
      columns={columns}
      {...list.table}
      rowId={(coupon) => coupon.id}
      rowName={(coupon) => coupon.code}
      empty={isBin ? <EmptyBin /> : <NoCoupons canWrite={canWrite} />}
      search={{ value: params.q, onChange: (q) => narrow({ q }).onFollow(), placeholder: t('search') }}
      filterControls={<CouponFilters t={t} words={words} list={params} narrow={narrow} />}
      filters={[
        ...appliedFilters(declared({ words, list: params, narrow })),
        ...daysChip(params, narrow({ from: null, to: null }), t(`dates.${params.date}`)),
      ]}
      clear={narrow(unfiltered)}
      rowActions={rowActions}
      {...(canWrite ? { selection: bulk } : {})}
      view={{ ...view, onChange: (change) => void setView(change) }}
      sorting={{
        value: params.sort,
        to: (value) => narrow({ sort: couponSorts.find((sort) => sort === value) ?? null }),
      }}
      paging={{
        ...list.paging,
        summary: total && t('page', { page, total: t(total.capped ? 'countCapped' : 'count', { count: total.count }) }),
      }}
    />
  );
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

function EmptyBin() {
  const t = useTranslations('coupons.bin');
  return (
    <EmptyState title={t('emptyTitle')} icon={<Trash2 />}>
      {t('emptyText')}
    </EmptyState>
  );
}
