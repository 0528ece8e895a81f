'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Archive, ArchiveRestore, FolderOpen, Pencil, Plus, TicketPercent, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button, LinkButton } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { Dialog } from '@/components/dialog';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import type { MenuAction } from '@/components/menu-button';
import { PageHeader } from '@/components/page-header';
import { useShortcut } from '@/components/shortcuts';
import { useAddress } from '@/components/use-address';
import { directoryStates } from '@/lib/domain/coupons/imports/schemas';
import { keysetPaging } from '../keyset-paging';
import { ReadFailed } from '../read-failed';
import { type DirectoryKind, directoryReads, directoryRoutes, type EntryItem, type EntryPage } from './directory-kind';
import {
  type DirectoryListInput,
  type DirectoryListState,
  directoryListInput,
  directoryListParams,
} from './search-params';
import { type EntryActions, useEntryActions } from './use-entry-actions';

export type DirectoryListProps<Item> = {
  initial: EntryPage<Item>;
  initialState: DirectoryListState;
  canWrite: boolean;
};

type KindProps<Item> = DirectoryListProps<Item> & {
  kind: DirectoryKind;
  columns: TableColumn<Item>[];
  /** What changing one is called. */
  editLabel: string;
  read: (input: DirectoryListInput) => Promise<EntryPage<Item>>;
  actions: EntryActions;
  /** The form of a new one, or of the one that is changed. */
  renderForm: (entry: Item | null, close: () => void) => ReactNode;
};

export function DirectoryList<Item extends EntryItem>(props: KindProps<Item>) {
  const { kind, canWrite, initial, initialState } = props;
  const t = useTranslations('directory');
  const { state: list, to } = useAddress(directoryListParams, { history: 'push' });
  const [first] = useState(() => JSON.stringify(initialState));
  const [dialog, setDialog] = useState<{ entry: Item | null } | null>(null);
  const perform = useEntryActions(kind, props.actions);
  const input = directoryListInput(list);
  const query = useQuery<EntryPage<Item>>({
    queryKey: [...directoryReads(kind), 'list', input],
    queryFn: () => props.read(input),
    placeholderData: keepPreviousData,
    ...(JSON.stringify(list) === first ? { initialData: initial } : {}),
  });
  const { rows = [], next = null, previous = null, page = 1 } = query.data ?? {};
  const narrow = (change: Partial<DirectoryListState>) => to({ ...change, after: null });
  const create = () => setDialog({ entry: null });
  useShortcut('n', t(`${kind}.new`), () => canWrite && create());

  const rowActions = (entry: Item): MenuAction[] => [
    ...(canWrite && entry.archivedAt === null
      ? [{ id: 'edit', label: props.editLabel, icon: <Pencil />, onPress: () => setDialog({ entry }) }]
      : []),
    { id: 'coupons', label: t('showCoupons'), icon: <TicketPercent />, href: directoryRoutes[kind].entry(entry.id) },
    ...(canWrite ? [archiveOrRestore(entry)] : []),
  ];
  const archiveOrRestore = (entry: Item): MenuAction =>
    entry.archivedAt === null
      ? {
          id: 'archive',
          label: t('archive'),
          icon: <Archive />,
          tone: 'danger',
          onPress: () => perform('archive', entry),
        }
      : { id: 'restore', label: t('restore'), icon: <ArchiveRestore />, onPress: () => perform('restore', entry) };

  const createButton = canWrite && (
    <Button look="primary" icon={<Plus />} onPress={create}>
      {t(`${kind}.new`)}
    </Button>
  );
  const importLink = {
    id: 'import',
    label: t(`${kind}.import`),
    icon: <Upload />,
    href: directoryRoutes[kind].import(),
  };
  const isArchive = list.state === 'archived';

  return (
    <>
      <PageHeader
        title={t(`${kind}.title`)}
        subtitle={t(`${kind}.subtitle`)}
        action={createButton}
        {...(canWrite ? { menu: [importLink] } : {})}
      />
      <DataTable
        label={t(`${kind}.title`)}
        name={kind}
        columns={props.columns}
        rows={rows}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        isLoading={query.isPending}
        isStale={query.isPlaceholderData}
        error={query.data || !query.error ? null : <ReadFailed error={query.error} onRetry={() => query.refetch()} />}
        empty={
          <EmptyState
            title={t(`${kind}.empty.title`)}
            icon={<FolderOpen />}
            action={canWrite && <LinkButton href={importLink.href}>{importLink.label}</LinkButton>}
          >
            {t(`${kind}.empty.text`)}
          </EmptyState>
        }
        search={{ value: list.q, onChange: (q) => narrow({ q }).onFollow(), placeholder: t('search') }}
        filterControls={
          <FilterMenu
            label={t('filter.state')}
            options={directoryStates.map((value) => ({ value, label: t(`state.${value}`) }))}
            value={list.state}
            to={(state) => narrow({ state: state ?? 'active' })}
          />
        }
        filters={
          isArchive
            ? [
                {
                  id: 'state',
                  label: t('filter.state'),
                  value: t('state.archived'),
                  remove: narrow({ state: 'active' }),
                },
              ]
            : []
        }
        clear={narrow({ q: '', state: 'active' })}
        rowActions={rowActions}
        paging={{
          ...keysetPaging({ page, next, previous }, to),
          summary: t('page', { page }),
        }}
      />
      <Dialog
        title={dialog?.entry ? t(`${kind}.editTitle`, { name: dialog.entry.name }) : t(`${kind}.createTitle`)}
        isOpen={dialog !== null}
        onOpenChange={(isOpen) => !isOpen && setDialog(null)}
      >
        {dialog && props.renderForm(dialog.entry, () => setDialog(null))}
      </Dialog>
    </>
  );
}
