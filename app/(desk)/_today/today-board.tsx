'use client';

import { useQuery } from '@tanstack/react-query';
import { Banknote, Sprout } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { useHeldDuringPress } from '@/components/use-held-during-press';
import { routes } from '@/lib/core/routes';
import { formatDate, formatTime, zoneName } from '@/lib/core/time';
import type { Today } from '@/lib/domain/redemptions/statistics/get-today';
import { MessagingAlert } from './messaging-alert';
import { TodayAttention } from './today-attention';
import { EndingCoupons } from './today-ending-coupons';
import { LastSales } from './today-last-sales';
import { TodayStock } from './today-stock';
import { TodayTiles } from './today-tiles';
import { YesterdayChanges } from './yesterday-changes';

type TodayBoardProps = { initial: Today; may: { sell: boolean; makeCoupons: boolean } };

const refreshEvery = 60_000;

export function TodayBoard({ initial, may }: TodayBoardProps) {
  const t = useTranslations('today');
  const locale = useLocale();
  const query = useQuery<Today>({
    queryKey: ['today'],
    queryFn: () => read(deskClient.today.$get()),
    initialData: initial,
    refetchInterval: refreshEvery,
  });
  const { data, isError, dataUpdatedAt } = useHeldDuringPress(query);
  const { timeZone } = data;
  return (
    <div className="max-w-[1200px]">
      <PageHeader
        title={t('title')}
        subtitle={t('since', { date: formatDate(data.since, { timeZone, locale }), zone: zoneName(timeZone) })}
        action={
          may.sell &&
          (data.stock.length > 0 || data.supplier !== null) && (
            <LinkButton look="primary" href={routes.sell()} icon={<Banknote />}>
              {t('sell')}
            </LinkButton>
          )
        }
      />
      {isError && (
        <p role="status" className="mb-4 text-13 text-muted">
          {t('stale', { time: formatTime(new Date(dataUpdatedAt), { timeZone }) })}
        </p>
      )}
      {may.sell && <MessagingAlert />}
      {data.isFresh ? (
        <Fresh canMakeCoupons={may.makeCoupons} />
      ) : (
        <>
          <TodayAttention today={data} />
          <TodayTiles today={data} />
          <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <div className="flex flex-col gap-6">
              <LastSales sales={data.recentSales} />
              {data.yesterday && <YesterdayChanges changes={data.yesterday} />}
            </div>
            <div className="flex flex-col gap-6">
              <TodayStock stock={data.stock} canIssue={may.makeCoupons} />
              <EndingCoupons coupons={data.endingCoupons} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Fresh({ canMakeCoupons }: { canMakeCoupons: boolean }) {
  const t = useTranslations('today.fresh');
  const roles = useRolesThatCan('coupons.write');
  return (
    <div className="card">
      <EmptyState
        title={t('title')}
        icon={<Sprout />}
        action={
          canMakeCoupons && (
            <LinkButton look="primary" href={routes.newCoupon()}>
              {t('action')}
            </LinkButton>
          )
        }
      >
        {canMakeCoupons ? t('admin') : t('others', { roles })}
      </EmptyState>
    </div>
  );
}
