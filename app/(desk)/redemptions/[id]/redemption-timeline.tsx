import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import type { RedemptionEvent } from '@/lib/domain/redemptions/redemptions/get-redemption-details';

/** All that happened to it: what, when, by whom and why. */
export function RedemptionTimeline({ events }: { events: RedemptionEvent[] }) {
  const t = useTranslations('redemptions.timeline');
  return (
    <section aria-labelledby="redemption-timeline" className="card p-5">
      <h2 id="redemption-timeline" className="font-semibold">
        {t('title')}
      </h2>
      {events.length === 0 && <p className="mt-3 text-muted">{t('empty')}</p>}
      <ol className="mt-3 flex flex-col gap-3">
        {events.map((event) => (
          <li key={event.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-s-2 border-border ps-3">
            <span className="font-medium">{t(event.change, { cycle: event.cycle ?? 0 })}</span>
            <Instant value={event.at} exact className="text-muted" />
            <span className="text-muted">{event.by === null ? t('byItself') : t('by', { name: event.by })}</span>
            {event.reason && <span className="basis-full text-pretty wrap-anywhere">{event.reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
