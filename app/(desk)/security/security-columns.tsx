import type { useTranslations } from 'next-intl';
import { Country } from '@/components/country';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Mono } from '@/components/mono';
import type { SecurityEventSummary } from '@/lib/domain/access/security/list-events';
import { describeBrowser } from '@/lib/domain/access/team/describe-browser';

export type Translate = ReturnType<typeof useTranslations<'security'>>;

/** The words of a kind, or of a detail; a name without any of its own is still readable. */
export function wordsOf(t: Translate, group: 'kinds' | 'details', name: string): string {
  const key = `${group}.${name}` as Parameters<typeof t.has>[0];
  return t.has(key) ? t(key as 'kinds.sign_in.failed') : name.replace(/[._]/g, ' ');
}

export function securityColumns(t: Translate): TableColumn<SecurityEventSummary>[] {
  return [
    { id: 'what', header: t('columns.what'), cell: ({ kind }) => wordsOf(t, 'kinds', kind) },
    {
      id: 'who',
      header: t('columns.who'),
      cell: (event) => <Who event={event} t={t} />,
      onCard: true,
      className: 'w-1/5',
    },
    {
      id: 'address',
      header: t('columns.address'),
      cell: ({ address, country }) =>
        address ? (
          <>
            <Mono>{address}</Mono> {country && <Country code={country} />}
          </>
        ) : (
          <span className="text-muted">—</span>
        ),
      onCard: true,
    },
    {
      id: 'count',
      header: t('columns.count'),
      cell: ({ count }) => count,
      numeric: true,
    },
    { id: 'at', header: t('columns.at'), cell: ({ lastAt }) => <Instant value={lastAt} />, onCard: true },
    {
      id: 'details',
      header: t('columns.details'),
      cell: ({ data }) => (
        <span className="text-13 wrap-anywhere">
          {Object.entries(data)
            .filter(([, value]) => value !== null)
            .map(([name, value]) =>
              value === true ? wordsOf(t, 'details', name) : `${wordsOf(t, 'details', name)} ${value}`,
            )
            .join(' · ')}
        </span>
      ),
      className: 'w-1/4',
    },
    {
      id: 'device',
      header: t('columns.device'),
      cell: ({ device }) => <span title={device ?? undefined}>{nameOf(device)}</span>,
    },
    {
      id: 'request',
      header: t('columns.request'),
      cell: ({ requestId }) => <code className="text-xs">{requestId}</code>,
      hidden: true,
    },
  ];
}

/** `Chrome, Windows`; a program, or a browser that is not known, as it calls itself. */
function nameOf(device: string | null): string {
  const { browser, system } = describeBrowser(device);
  return [browser, system].filter((part) => part !== null).join(', ') || (device?.slice(0, 40) ?? '—');
}

/** Who it was, in one text. */
export function whoOf(t: Translate, { actorKind, actorName }: SecurityEventSummary): string {
  if (actorKind !== 'stranger') return actorName ?? '';
  return actorName ? `${t('stranger')}, ${t('tried', { name: actorName })}` : t('stranger');
}

function Who({ event, t }: { event: SecurityEventSummary; t: Translate }) {
  const kind = event.actorKind === 'key' || event.actorKind === 'system' ? t(event.actorKind) : null;
  return (
    <span className="wrap-anywhere">
      {whoOf(t, event)}
      {kind && <span className="ms-1.5 text-13 whitespace-nowrap text-muted">{kind}</span>}
    </span>
  );
}
