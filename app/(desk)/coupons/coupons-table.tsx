'use client';

import { Plus, TicketPercent, Trash2, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { routes } from '@/lib/core/routes';
import { couponDates, couponSorts } from '@/lib/domain/coupons/coupons/filters';
import { fieldFilters } from '../_fields/field-filters';
import { useFieldWords } from '../_fields/use-field-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import { couponColumns } from './coupon-columns';
import { type CouponPage, couponExportInput, couponListQuery } from './coupon-queries';
import { NewCouponButton } from './new-coupon-button';
import { type CouponListState, couponListParams } from './search-params';
import { useCouponBulk } from './use-coupon-bulk';
import { useCouponRowActions } from './use-coupon-row-actions';

type CouponsTableProps = {
  initial: CouponPage;
  initialState: CouponListState;
  canWrite: boolean;
  /** The deleted ones. */
  isBin?: boolean;
};

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
  const { data, page } = list;
  const words = useFieldWords(wordFields, 'coupons');
  const columns = useMemo(() => couponColumns(t, words, isBin), [t, words, isBin]);
  const { rowActions, dialog } = useCouponRowActions(canWrite);
  const bulk = useCouponBulk(isBin);
  const total = data?.total;

  return (
    <>
      <ListScreen
        title={t(isBin ? 'bin.title' : 'title')}
        header={
          isBin
            ? { subtitle: t('bin.subtitle'), breadcrumb: [{ label: t('title'), href: routes.coupons() }] }
            : {
                subtitle: t('subtitle'),
                action: canWrite && <NewCouponButton />,
                menu: [
                  ...(canWrite
                    ? [{ id: 'import', label: t('importing.title'), icon: <Upload />, href: routes.importCoupons() }]
                    : []),
                  { id: 'bin', label: t('bin.title'), icon: <Trash2 />, href: routes.couponBin() },
                ],
              }
        }
        name={isBin ? 'coupon-bin' : 'coupons'}
        list={list}
        columns={columns}
        rowId={(coupon) => coupon.id}
        rowName={(coupon) => coupon.code}
        empty={isBin ? <EmptyBin /> : <NoCoupons canWrite={canWrite} />}
        search={{ param: 'q', placeholder: t('search') }}
        filters={fieldFilters(couponFilters, words)}
        days={{
          title: t('dates.title'),
          submitLabel: t('dates.show'),
          which: {
            param: 'date',
            label: t('dates.which'),
            choices: couponDates.map((value) => ({ value, label: t(`dates.${value}`) })),
          },
        }}
        sort={{
          param: 'sort',
          label: t('filter.sort'),
          options: couponSorts.map((value) => ({ value, label: t(`sort.${value}`) })),
        }}
        exportControl={
          <ExportButton
            address="/api/desk/coupons/exports"
            kind="coupons"
            filter={couponExportInput(list.params, isBin)}
          />
        }
        rowActions={rowActions}
        {...(canWrite ? { selection: bulk.selection } : {})}
        summary={total && t('page', { page, total: t(total.capped ? 'countCapped' : 'count', { count: total.count }) })}
      />
      {dialog}
      {bulk.dialog}
    </>
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
