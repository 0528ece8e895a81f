import Link from 'next/link';
import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { type DirectoryKind, directoryRoutes, type EntryItem } from './directory-kind';

type Translate = ReturnType<typeof useTranslations<'directory'>>;

/** The columns of both kinds; what only one has stands between its name and its coupons. */
export function entryColumns<Item extends EntryItem>(
  t: Translate,
  kind: DirectoryKind,
  own: TableColumn<Item>[],
): TableColumn<Item>[] {
  const { entry } = directoryRoutes[kind];
  return [
    {
      id: 'name',
      header: t('column.name'),
      cell: ({ name }) => <span className="line-clamp-2 wrap-anywhere">{name}</span>,
      href: ({ id }) => entry(id),
    },
    ...own,
    {
      id: 'coupons',
      header: t('column.coupons'),
      cell: ({ id, coupons }) =>
        coupons === 0 ? (
          <span className="whitespace-nowrap text-muted">{t('usedBy', { count: 0 })}</span>
        ) : (
          <Link href={entry(id)} className="rounded-sm whitespace-nowrap hover:underline">
            {t('usedBy', { count: coupons })}
          </Link>
        ),
      onCard: true,
    },
    {
      id: 'updated',
      header: t('column.updated'),
      cell: ({ updatedAt }) => <Instant value={updatedAt} />,
    },
    {
      id: 'created',
      header: t('column.created'),
      cell: ({ createdAt }) => <Instant value={createdAt} />,
      hidden: true,
    },
  ];
}
