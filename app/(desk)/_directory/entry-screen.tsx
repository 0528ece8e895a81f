'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Archive, ArchiveRestore, Pencil, TicketPercent } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import { Dialog } from '@/components/dialog';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { StatusBadge } from '@/components/status-badge';
import { useAddress } from '@/components/use-address';
import { couponColumns } from '../coupons/coupon-columns';
import { keysetPaging } from '../keyset-paging';
import { ReadFailed } from '../read-failed';
import { type DirectoryKind, directoryRoutes, type EntryItem, type UsesPage, usesQuery } from './directory-kind';
import { usesParams } from './search-params';
import { type EntryActions, useEntryActions } from './use-entry-actions';

export type EntryScreenProps<Item> = { entry: Item; uses: UsesPage; initialAfter: string | null; canWrite: boolean };

type KindProps<Item> = EntryScreenProps<Item> & {
  kind: DirectoryKind;
  /** What it is, in one line. */
  subtitle?: string;
  editLabel: string;
  actions: EntryActions;
  renderForm: (close: () => void) => ReactNode;
};

/** One group or price, and the coupons that are limited to it. */
export function EntryScreen<Item extends EntryItem>(props: KindProps<Item>) {
  const { kind, entry, canWrite, editLabel } = props;
  const t = useTranslations('directory');
  const [isEditing, setEditing] = useState(false);
  const perform = useEntryActions(kind, props.actions);
  const isArchived = entry.archivedAt !== null;
  const edit = (
    <Button icon={<Pencil />} onPress={() => setEditing(true)}>
      {editLabel}
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
        subtitle={props.subtitle}
        breadcrumb={[{ label: t(`${kind}.title`), href: directoryRoutes[kind].list() }]}
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
      <Dialog title={t(`${kind}.editTitle`, { name: entry.name })} isOpen={isEditing} onOpenChange={setEditing}>
        {isEditing && props.renderForm(() => setEditing(false))}
      </Dialog>
    </>
  );
}

function Uses<Item extends EntryItem>({ kind, entry, uses, initialAfter }: KindProps<Item>) {
  const t = useTranslations('directory');
  const tCoupons = useTranslations('coupons');
  const { state, to } = useAddress(usesParams, { history: 'push' });
  const { after } = state;
  const columns = useMemo(() => couponColumns(tCoupons, false), [tCoupons]);
  const query = useQuery({
    ...usesQuery(kind, entry.id, after),
    placeholderData: keepPreviousData,
    ...(after === initialAfter ? { initialData: uses } : {}),
  });
  const { rows = [], next = null, previous = null, page = 1 } = query.data ?? {};
  return (
    <DataTable
      label={t(`${kind}.uses.title`)}
      name={`${kind}-uses`}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ code }) => code}
      isLoading={query.isPending}
      isStale={query.isPlaceholderData}
      error={query.data || !query.error ? null : <ReadFailed error={query.error} onRetry={() => query.refetch()} />}
      empty={
        <EmptyState title={t(`${kind}.uses.none`)} icon={<TicketPercent />}>
          {t(`${kind}.uses.noneText`)}
        </EmptyState>
      }
      paging={{
        ...keysetPaging({ page, next, previous }, to),
        summary: t('page', { page }),
      }}
    />
  );
}
