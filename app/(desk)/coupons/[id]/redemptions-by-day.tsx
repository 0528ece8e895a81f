'use client';

import { useTranslations } from 'next-intl';
import { BarChart } from '@/components/chart';
import { formatDate, zoneName } from '@/lib/time';

const shownDays = 60;
const dayMs = 24 * 60 * 60 * 1000;

type RedemptionsByDayProps = { days: { day: string; redemptions: number }[]; timeZone: string };

/** The last days on which it was redeemed, with the empty days between them. */
export function RedemptionsByDay({ days, timeZone }: RedemptionsByDayProps) {
  const t = useTranslations('coupons.overview');
  const last = days.at(-1);
  if (!last) return null;
  const counts = new Map(days.map(({ day, redemptions }) => [day, redemptions]));
  const end = Date.parse(last.day);
  const start = Math.max(Date.parse(days[0]?.day ?? last.day), end - (shownDays - 1) * dayMs);
  const data = Array.from({ length: (end - start) / dayMs + 1 }, (_, index) => {
    const day = new Date(start + index * dayMs);
    const label = formatDate(day, { timeZone: 'UTC' });
    return { label, value: counts.get(day.toISOString().slice(0, 10)) ?? 0 };
  });
  return (
    <section className="card p-5">
      <BarChart
        title={t('byDay', { zone: zoneName(timeZone) })}
        data={data}
        labelHeader={t('day')}
        valueHeader={t('redemptions')}
      />
    </section>
  );
}
