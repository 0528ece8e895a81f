import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import type { RequestRow } from './request-queries';
import { RequestStatus } from './request-status';

type Translate = ReturnType<typeof useTranslations<'requests'>>;

export function requestColumns(t: Translate, isOwn: boolean): TableColumn<RequestRow>[] {
  const addressOf = isOwn ? routes.partnerRequest : routes.request;
  const company: TableColumn<RequestRow> = {
    id: 'integrator',
    header: t('columns.integrator'),
    cell: ({ integratorName }) => integratorName,
  };
  return [
    {
      id: 'call',
      header: t('columns.call'),
      cell: ({ id, method, path }) => (
        <Link href={addressOf(id)} className="wrap-anywhere text-link">
          <Mono>
            {method} {path}
          </Mono>
        </Link>
      ),
      className: 'w-2/5',
    },
    {
      id: 'status',
      header: t('columns.status'),
      cell: ({ status, errorCode }) => (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <RequestStatus status={status} />
          {errorCode && <span className="text-13 wrap-anywhere">{errorCode}</span>}
        </span>
      ),
      onCard: true,
    },
    ...(isOwn ? [] : [company]),
    {
      id: 'key',
      header: t('columns.key'),
      cell: (row) => <span className="wrap-anywhere">{nameOfKey(row)}</span>,
      onCard: true,
    },
    {
      id: 'duration',
      header: t('columns.duration'),
      cell: ({ durationMs }) => t('milliseconds', { ms: durationMs }),
      numeric: true,
    },
    { id: 'at', header: t('columns.at'), cell: ({ at }) => <Instant value={at} />, onCard: true },
    {
      id: 'requestId',
      header: t('columns.requestId'),
      cell: ({ requestId }) => <code className="text-xs wrap-anywhere">{requestId}</code>,
      hidden: true,
    },
  ];
}

/** Its name, or how it begins. */
export const nameOfKey = ({ keyName, keyPrefix }: Pick<RequestRow, 'keyName' | 'keyPrefix'>): string =>
  keyName || `${keyPrefix}…`;
