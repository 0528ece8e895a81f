import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { type SaleState, saleStates } from '@/lib/domain/sales/sales/filters';
import type { SaleEvent } from '@/lib/domain/sales/sales/get-sale';
import { SaleStateBadge } from '../sale-state';

const isState = (text: string): text is SaleState => saleStates.some((state) => state === text);

/** Every change of a sale's state, and what was noted between two of them: when, by which actor, with their note. */
export function SaleTimeline({ events }: { events: SaleEvent[] }) {
  const t = useTranslations('sales.one');
  return (
    <section aria-labelledby="sale-timeline" className="card p-5">
      <h2 id="sale-timeline" className="font-semibold">
        {t('timeline')}
      </h2>
      <ol className="mt-3 flex flex-col gap-3">
        {events.map((event, at) => (
          <li key={event.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {event.state !== events[at - 1]?.state &&
              (isState(event.state) ? <SaleStateBadge state={event.state} /> : <span>{event.state}</span>)}
            <Instant value={event.at} exact className="text-muted" />
            <span className="text-muted">{t('by', { name: event.actorName })}</span>
            {event.note && <span className="basis-full text-pretty">{event.note}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
