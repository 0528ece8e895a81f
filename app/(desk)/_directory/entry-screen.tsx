'use client';

import { Archive, ArchiveRestore, Pencil, TicketPercent } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { StatusBadge } from '@/components/status-badge';
import { whenNeeded } from '@/components/when-needed';
import { couponFields } from '@/lib/core/entities/coupon';
import { useFieldWords } from '../_fields/use-field-words';
import { couponColumns } from '../coupons/coupon-columns';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import {
  directoryOf,
  directoryRoutes,
  type EntryItem,
  type LinkedDirectoryKind,
  type UsesPage,
  usesQuery,
} from './directory-kind';
import { usesParams } from './search-params';
import { useEntryActions } from './use-entry-actions';
import { useTerms } from './use-terms';

const EntryDialog = whenNeeded(() => import('./entry-dialog').then((module) => module.EntryDialog));

type EntryScreenProps = {
  kind: LinkedDirectoryKind;
  entry: EntryItem;
  uses: UsesPage;
  initialAfter: string | null;
  canWrite: boolean;
};

/** One entry, and the coupons that are limited to it. */
export function EntryScreen(props: EntryScreenProps) {
  const { kind, entry, canWrite } = props;
  const t = useTranslations('directory');
  const [isEditing, setEditing] = useState(false);
  const perform = useEntryActions(kind);
  const terms = useTerms(kind)(entry);
  const isArchived = entry.archivedAt !== null;
  const edit = (
    <Button icon={<Pencil />} onPress={() => setEditing(true)}>
      {t(directoryOf(kind).shown.length === 0 ? 'rename' : 'edit')}
    </Button>
  );
  const restore = (
    <Button icon={<ArchiveRestore />} onPress={() => perform('restore', entry)}>
      {t('restore')}
    </Button>
  );
  const archive = {
    id: 'archive',
    label: t('archive'),
    icon: <Archive />,
    tone: 'danger' as const,
    onPress: () => perform('archive', entry),
  };
  return (
    <>
      <PageHeader
        title={entry.name}
        {...(terms ? { subtitle: terms } : {})}
        breadcrumb={[{ label: t(`${kind}.title`), href: directoryRoutes(kind).list() }]}
        badge={isArchived && <StatusBadge tone="grey">{t('state.archived')}</StatusBadge>}
        action={canWrite && (isArchived ? restore : edit)}
        {...(canWrite && !isArchived ? { menu: [archive] } : {})}
      />
      {isArchived && (
        <p role="note" className="mb-4 rounded-lg bg-default p-3">
          {t(`${kind}.archivedNote`)}
        </p>
      )}
      <h2 className="mb-3 text-base font-semibold">{t(`${kind}.uses.title`)}</h2>
      <Uses {...props} />
      <EntryDialog
        title={t(`${kind}.editTitle`, { name: entry.name })}
        kind={kind}
        entry={entry}
        isOpen={isEditing}
        onClose={() => setEditing(false)}
      />
    </>
  );
}

function Uses({ kind, entry, uses, initialAfter }: EntryScreenProps) {
  const t = useTranslations('directory');
  const tCoupons = useTranslations('coupons');
  const list = useList({
    params: usesParams,
    initial: uses,
    initialParams: { after: initialAfter },
    read: ({ after }) => usesQuery(kind, entry.id, after),
  });
  const words = useFieldWords(couponFields, 'coupons');
  const columns = useMemo(() => couponColumns(tCoupons, words, false), [tCoupons, words]);
  return (
    <ListScreen
      title={t(`${kind}.uses.title`)}
      name={`${kind}-uses`}
      list={list}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ code }) => code}
      empty={
        <EmptyState title={t(`${kind}.uses.none`)} icon={<TicketPercent />}>
          {t(`${kind}.uses.noneText`)}
        </EmptyState>
      }
      summary={t('page', { page: list.page })}
    />
  );
}
