'use client';

import { useQuery } from '@tanstack/react-query';
import { Banknote, CircleX, PackageOpen, Sprout, TicketCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Money } from '@/components/money';
import { PageHeader } from '@/components/page-header';
import { StatTile } from '@/components/stat-tile';
import { routes } from '@/lib/routes';
import type { Today } from '@/lib/statistics/get-today';
import { formatDate, formatTime, zoneName } from '@/lib/time';
import { MessagingAlert } from './messaging-alert';
import { EndingCoupons } from './today-ending-coupons';
import { LastSales } from './today-last-sales';
import { TodayStock } from './today-stock';

type TodayBoardProps = { initial: Today; may: { sell: boolean; makeCoupons: boolean } };

const refreshEvery = 60_000;

export function TodayBoard({ initial, may }: TodayBoardProps) {
  const t = useTranslations('today');
  const { data, isError, dataUpdatedAt } = useQuery<Today>({
    queryKey: ['today'],
    queryFn: () => read(deskClient.today.$get()),
    initialData: initial,
    refetchInterval: refreshEvery,
  });
  const { timeZone } = data;
  return (
    <div className="max-w-[1200px]">
      <PageHeader
        title={t('title')}
        subtitle={t('since', { date: formatDate(data.since, { timeZone }), zone: zoneName(timeZone) })}
        action={
          may.sell &&
          data.stock.length > 0 && (
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
        <Fresh mayMakeCoupons={may.makeCoupons} />
      ) : (
        <>
          {data.needsPerson > 0 && <NeedsPerson count={data.needsPerson} />}
          <Tiles today={data} />
          <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <LastSales sales={data.recentSales} />
            <div className="flex flex-col gap-6">
              <TodayStock stock={data.stock} mayIssue={may.makeCoupons} />
              <EndingCoupons coupons={data.endingCoupons} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function NeedsPerson({ count }: { count: number }) {
  const t = useTranslations('today.needsPerson');
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-xl bg-warning-soft p-4 text-warning-soft-foreground">
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <span className="font-medium">{t('text', { count })}</span>
      <Link href={routes.salesForPerson()} className="text-link">
        {t('action')}
      </Link>
    </p>
  );
}

function Tiles({ today }: { today: Today }) {
  const t = useTranslations('today.tiles');
  const format = useFormatter();
  const soldOut = today.stock.filter(({ state }) => state === 'sold_out').length;
  const low = today.stock.filter(({ state }) => state === 'low').length;
  return (
    <div className="grid grid-cols-2 gap-3 max-sm:*:first:col-span-2 max-sm:*:last:col-span-2 sm:gap-4 lg:grid-cols-4">
      <StatTile
        label={t('sold')}
        icon={<Banknote />}
        value={<Money paisa={today.sold.amountPaisa} />}
        note={t('soldNote', { count: today.sold.count })}
        href={routes.sales()}
      />
      <StatTile
        label={t('failed')}
        icon={<CircleX />}
        value={format.number(today.failed)}
        note={today.unclear > 0 ? t('unclearNote', { count: today.unclear }) : t('failedNote')}
        href={`${routes.sales()}?state=failed`}
      />
      <StatTile
        label={t('redeemed')}
        icon={<TicketCheck />}
        value={format.number(today.redeemed)}
        note={t('redeemedNote')}
        href={`${routes.coupons()}?sort=-redemptions`}
      />
      <StatTile
        label={t('stock')}
        icon={<PackageOpen />}
        value={format.number(soldOut + low)}
        note={soldOut + low === 0 ? t('stockFine') : t('stockNote', { soldOut, low })}
        href={routes.products()}
      />
    </div>
  );
}

function Fresh({ mayMakeCoupons }: { mayMakeCoupons: boolean }) {
  const t = useTranslations('today.fresh');
  return (
    <div className="card">
      <EmptyState
        title={t('title')}
        icon={<Sprout />}
        action={
          mayMakeCoupons && (
            <LinkButton look="primary" href={routes.newCoupon()}>
              {t('action')}
            </LinkButton>
          )
        }
      >
        {mayMakeCoupons ? t('admin') : t('others')}
      </EmptyState>
    </div>
  );
}
