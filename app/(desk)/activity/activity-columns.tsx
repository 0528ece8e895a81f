import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { directories, directoryKinds } from '@/lib/core/entities/directory';
import { routes } from '@/lib/core/routes';
import type { ActivityEvent } from '@/lib/platform/audit/list-activity';
import { entryAddress } from '../entry-address';
import { EventDetails } from './event-details';
import type { ActivityWords } from './use-activity-words';

type Translate = ReturnType<typeof useTranslations<'activity'>>;

const pages: Partial<Record<string, (id: number) => string>> = {
  coupon: routes.coupon,
  sale: routes.sale,
  redemption: routes.redemption,
  ...Object.fromEntries(directoryKinds.map((kind) => [directories[kind].singular, (id) => entryAddress(kind, id)])),
};

export function activityColumns(t: Translate, words: ActivityWords): TableColumn<ActivityEvent>[] {
  return [
    { id: 'what', header: t('list.what'), cell: (event) => words.action(event.action) },
    {
      id: 'subject',
      header: t('list.subject'),
      cell: (event) => <Subject event={event} label={words.subject(event.subjectKind)} />,
      onCard: true,
    },
    {
      id: 'actor',
      header: t('list.actor'),
      cell: (event) => (
        <span>
          {event.actorName}
          {event.actorKind !== 'user' && (
            <span className="ms-1.5 text-13 whitespace-nowrap text-muted">{t(`kinds.${event.actorKind}`)}</span>
          )}
        </span>
      ),
      onCard: true,
    },
    { id: 'at', header: t('list.at'), cell: (event) => <Instant value={event.at} />, onCard: true },
    {
      id: 'details',
      header: t('list.details'),
      cell: (event) => <EventDetails data={event.data} words={words} />,
      className: 'w-2/5',
    },
    {
      id: 'requestId',
      header: t('list.requestId'),
      cell: (event) => <code className="text-xs">{event.requestId}</code>,
      hidden: true,
    },
  ];
}

function Subject({ event, label }: { event: ActivityEvent; label: string }) {
  const page = pages[event.subjectKind];
  const text = event.subjectKind === 'settings' ? label : `${label} ${event.subjectId}`;
  if (!page) return <span className="whitespace-nowrap">{text}</span>;
  return (
    <Link href={page(event.subjectId)} className="rounded-sm whitespace-nowrap hover:underline">
      {text}
    </Link>
  );
}
