'use client';

import type { InferResponseType } from 'hono/client';
import { TicketPercent } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import { couponFields } from '@/lib/core/entities/coupon';
import { asQuery } from '../../_fields/filter-params';
import { useFieldWords } from '../../_fields/use-field-words';
import { couponColumns } from '../../coupons/coupon-columns';
import { ExportButton } from '../../export-button';
import { ListScreen } from '../../list-screen';
import { useList } from '../../use-list';
import { type PartnerCouponsParams, partnerCouponsInput, partnerCouponsParams } from './search-params';

type Page = InferResponseType<typeof deskClient.partner.coupons.$get, 200>;

/** The coupons of a partner's own company. */
export function PartnerCoupons({ initial, initialParams }: { initial: Page; initialParams: PartnerCouponsParams }) {
  const t = useTranslations('coupons');
  const own = useTranslations('partner.coupons');
  const words = useFieldWords(couponFields, 'coupons');
  const list = useList({
    params: partnerCouponsParams,
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['partner', 'coupons', params],
      queryFn: (): Promise<Page> =>
        read(deskClient.partner.coupons.$get({ query: asQuery(partnerCouponsInput(params)) })),
    }),
  });
  // There is no page of one coupon for them, and one order.
  const columns = useMemo(
    () => couponColumns(t, words, false).map(({ href: _, sort: __, ...column }) => column),
    [t, words],
  );
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: own('subtitle') }}
      name="partner-coupons"
      list={list}
      columns={columns}
      exportControl={
        <ExportButton
          address="/api/desk/partner/coupons/exports"
          kind="partner-coupons"
          filter={partnerCouponsInput({ ...list.params, after: null })}
        />
      }
      rowId={({ id }) => id}
      rowName={({ code }) => code}
      empty={
        <EmptyState icon={<TicketPercent />} title={own('emptyTitle')}>
          {own('emptyText')}
        </EmptyState>
      }
      search={{ param: 'q', placeholder: t('search') }}
    />
  );
}
