'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { formatPaisa } from '@/lib/core/money';
import type { Statistics } from './period-queries';

/** The period's figures next to those of the days before, then what is left. */
export function PeriodTiles({ statistics }: { statistics: Statistics }) {
  const t = useTranslations('statistics.period');
  const number = useFormatter().number;
  const compare = useComparison(statistics.period.days);
  const { counted, before, uniqueUsers, codes, coupon } = statistics;
  const left = codes.available + codes.sold;
  return (
    <div className={`grid grid-cols-1 gap-4 sm:grid-cols-2 ${coupon ? 'lg:grid-cols-3' : 'lg:grid-cols-5'}`}>
      <StatTile
        label={t('redemptions')}
        value={number(counted.redemptions)}
        note={compare(counted.redemptions, before.redemptions, number)}
      />
      <StatTile
        label={t('newUsers')}
        value={number(counted.newUsers)}
        note={compare(counted.newUsers, before.newUsers, number)}
      />
      <StatTile
        label={t('discount')}
        value={<Money paisa={counted.discountPaisa} />}
        note={compare(counted.discountPaisa, before.discountPaisa, formatPaisa)}
      />
      <StatTile label={t('uniqueUsers')} value={number(uniqueUsers)} note={t('uniqueUsersNote')} />
      <StatTile
        label={t('issued')}
        value={number(left + codes.redeemed)}
        note={t('codesNote', { sold: codes.sold, redeemed: codes.redeemed, left })}
      />
      {coupon && <RunOutTile coupon={coupon} />}
    </div>
  );
}

function RunOutTile({ coupon: { runOut, remaining } }: { coupon: NonNullable<Statistics['coupon']> }) {
  const t = useTranslations('statistics.period');
  const notes: Partial<Record<typeof runOut.kind, string>> = { unused: t('unusedNote'), distant: t('rateNote') };
  const words: Record<Exclude<typeof runOut.kind, 'on'>, string> = {
    unlimited: t('never'),
    unused: t('unused'),
    distant: t('distant'),
    out: t('out'),
  };
  const value: ReactNode =
    runOut.kind === 'on' ? t.rich('about', { day: () => <Instant value={runOut.at} dayOnly /> }) : words[runOut.kind];
  const rate = runOut.kind === 'on' ? t(runOut.expiresFirst ? 'expiresFirst' : 'rateNote') : notes[runOut.kind];
  const note = [rate, remaining === null ? null : t('remaining', { count: remaining })].filter(Boolean).join('; ');
  return <StatTile label={t('runOut')} value={<span className="text-xl">{value}</span>} note={note} />;
}

/** From ten times as much on a percentage says nothing: what was before is too little to compare with. */
const mostTimes = 10;

/** How much more or less than before, in words and percent. */
function useComparison(days: number) {
  const t = useTranslations('statistics.period');
  const format = useFormatter();
  return (now: number, before: number, write: (value: number) => string): string => {
    if (before === 0) return t('noneBefore', { days });
    if (now === before) return t('asMany', { days });
    if (now >= mostTimes * before) return t('muchMore', { before: write(before), days });
    const percent = format.number((now - before) / before, {
      style: 'percent',
      maximumFractionDigits: 0,
      signDisplay: 'exceptZero',
    });
    return t(now > before ? 'more' : 'less', { change: write(Math.abs(now - before)), days, percent });
  };
}
