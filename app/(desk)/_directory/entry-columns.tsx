import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { fieldColumns } from '../_fields/field-columns';
import type { FieldWords } from '../_fields/use-field-words';
import { type DirectoryKind, directoryOf, directoryRoutes, type EntryItem } from './directory-kind';

type Translate = ReturnType<typeof useTranslations<'directory'>>;

/** The columns of a directory: its own fields are between the name and the coupons that use it. */
export function entryColumns(t: Translate, words: FieldWords, kind: DirectoryKind): TableColumn<EntryItem>[] {
  const { fields, shown, isLinked } = directoryOf(kind);
  const { entry } = directoryRoutes(kind);
  const coupons: TableColumn<EntryItem> = {
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
  };
  return [
    {
      id: 'name',
      header: t('column.name'),
      cell: ({ name }) => <span className="line-clamp-2 wrap-anywhere">{name}</span>,
      ...(isLinked ? { href: ({ id }) => entry(id) } : {}),
    },
    ...fieldColumns<EntryItem>({ fields, names: shown, words }),
    ...(isLinked ? [coupons] : []),
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
