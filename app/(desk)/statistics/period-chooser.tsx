'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Days } from '@/components/days-chip';
import { DaysFilter } from '@/components/days-filter';
import { FilterMenu } from '@/components/filter-menu';
import { useAddress } from '@/components/use-address';
import { isPeriod, periods } from '@/lib/core/period';
import { periodParams } from './search-params';

/** What is shown now. */
type PeriodChooserProps = { shown: Days; isLastDays: boolean };

export function PeriodChooser({ shown, isLastDays }: PeriodChooserProps) {
  const t = useTranslations('statistics');
  const { state, to } = useAddress(periodParams, { history: 'push' });
  const { days, from, to: last } = state;
  const isNoPeriod = (from !== null || last !== null) && !(from && last && isPeriod({ from, to: last }));
  const problem = useCallback(
    (dates: Days) => {
      const { from, to: last } = dates;
      if (!from || !last) return t('period.both');
      return isPeriod({ from, to: last }) ? null : t('period.tooLong');
    },
    [t],
  );
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <FilterMenu
        label={t('days', { days })}
        options={periods.map((value) => ({ value: String(value), label: t('days', { days: value }) }))}
        value={isLastDays ? String(days) : null}
        to={(value) => {
          const chosen = periods.find((period) => String(period) === value) ?? days;
          return to({ days: chosen, from: null, to: null });
        }}
      />
      <DaysFilter
        title={t('period.choose')}
        submitLabel={t('period.show')}
        days={shown}
        problem={problem}
        onChange={(dates) => to(dates).onFollow()}
      />
      {isNoPeriod && (
        <p role="alert" className="w-full text-danger text-pretty">
          {t('period.notShown', { days })}
        </p>
      )}
    </div>
  );
}
