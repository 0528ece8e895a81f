'use client';

import { useLocale, useTranslations } from 'next-intl';
import { BarChart } from '@/components/chart';
import { formatDate, zoneName } from '@/lib/core/time';
import type { DayCount } from '@/lib/domain/redemptions/statistics/days';

/** A bar for each day given. */
export function RedemptionsByDay({ days, timeZone }: { days: DayCount[]; timeZone: string }) {
  const t = useTranslations('coupons.overview');
  const locale = useLocale();
  return (
    <BarChart
      title={t('byDay', { zone: zoneName(timeZone) })}
      data={days.map(({ day, redemptions }) => ({
        label: formatDate(day, { timeZone: 'UTC', locale }),
        value: redemptions,
      }))}
      labelHeader={t('day')}
      valueHeader={t('redemptions')}
    />
  );
}
