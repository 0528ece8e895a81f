'use client';

import { Banknote, CircleX, PackageOpen, TicketCheck, Truck, UserRoundSearch } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { routes } from '@/lib/core/routes';
import type { Today } from '@/lib/domain/redemptions/statistics/get-today';

/** Five figures, six with Khalti's balance: neither leaves a gap in its rows. */
export function TodayTiles({ today }: { today: Today }) {
  const t = useTranslations('today.tiles');
  const format = useFormatter();
  const soldOut = today.stock.filter(({ state }) => state === 'sold_out').length;
  const low = today.stock.filter(({ state }) => state === 'low').length;
  const { weekAgo } = today;
  const balance = today.supplier?.balance;
  const balancePaisa = balance?.paisa ?? null;
  const columns = balancePaisa !== null ? 'lg:grid-cols-3' : 'max-lg:*:first:col-span-2 lg:grid-cols-5';
  return (
    <div className={`grid grid-cols-2 gap-3 sm:gap-4 ${columns}`}>
      <StatTile
        label={t('sold')}
        icon={<Banknote />}
        value={<Money paisa={today.sold.amountPaisa} />}
        note={
          <>
            {t('soldNote', { count: today.sold.count })}
            {today.money && <CostAndMargin money={today.money} sold={today.sold.count} />}
            <span className="block">
              {t('weekAgo')} <Money paisa={weekAgo.sold.amountPaisa} />
            </span>
          </>
        }
        href={routes.sales()}
      />
      <StatTile
        label={t('failed')}
        icon={<CircleX />}
        value={format.number(today.failed)}
        note={t('failedNote')}
        href={`${routes.sales()}?state=failed`}
      />
      <StatTile
        label={t('needsPerson')}
        icon={<UserRoundSearch />}
        value={format.number(today.needsPerson)}
        note={today.unclear > 0 ? t('unclearNote', { count: today.unclear }) : t('needsPersonNote')}
        href={routes.salesForPerson()}
      />
      <StatTile
        label={t('redeemed')}
        icon={<TicketCheck />}
        value={format.number(today.redeemed)}
        note={
          <>
            {t('redeemedNote')}
            <span className="block">
              {t('weekAgo')} {format.number(weekAgo.redeemed)}
            </span>
          </>
        }
        href={`${routes.coupons()}?sort=-redemptions`}
      />
      <StatTile
        label={t('stock')}
        icon={<PackageOpen />}
        value={format.number(soldOut + low)}
        note={soldOut + low === 0 ? t('stockFine') : t('stockNote', { soldOut, low })}
        href={routes.products()}
      />
      {balance && balancePaisa !== null && (
        <StatTile
          label={t('balance')}
          icon={<Truck />}
          value={<Money paisa={balancePaisa} />}
          note={
            <>
              {t('balanceRead')} <Instant value={balance.at} />
            </>
          }
          href={routes.suppliers()}
        />
      )}
    </div>
  );
}

/** What the sales cost and what is left of them. Those whose cost nobody knows have no margin, which is not one of 0. */
function CostAndMargin({ money, sold }: { money: NonNullable<Today['money']>; sold: number }) {
  const t = useTranslations('today.tiles');
  const { costPaisa, marginPaisa, uncosted } = money;
  if (uncosted > 0 && uncosted >= sold) return <span className="block">{t('marginUnknown')}</span>;
  return (
    <>
      <span className="block">
        {t('cost')} <Money paisa={costPaisa} />
      </span>
      <span className="block">
        {t('margin')} <Money paisa={marginPaisa} />
        {uncosted > 0 && <> {t('uncosted', { count: uncosted })}</>}
      </span>
    </>
  );
}
