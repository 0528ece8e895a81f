'use client';

import { Archive, ArchiveRestore, FolderOpen, Pencil, Plus, TicketPercent, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button, LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import type { MenuAction } from '@/components/menu-button';
import { useShortcut } from '@/components/shortcuts';
import { whenNeeded } from '@/components/when-needed';
import { directories, pathOf } from '@/lib/core/entities/directory';
import { entryFilters } from '@/lib/domain/coupons/directory-entries/filters';
import { fieldFilters } from '../_fields/field-filters';
import { useFieldWords } from '../_fields/use-field-words';
import { useFilterWords } from '../_fields/use-filter-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import {
  type DirectoryKind,
  directoryOf,
  directoryReads,
  directoryRoutes,
  type EntryItem,
  type EntryPage,
  exportAddress,
  readEntries,
} from './directory-kind';
import { entryColumns } from './entry-columns';
import { type DirectoryListState, directoryListInput, directoryListParams, exportedEntries } from './search-params';
import { useEntryActions } from './use-entry-actions';

const EntryDialog = whenNeeded(() => import('./entry-dialog').then((module) => module.EntryDialog));

type DirectoryListProps = {
  kind: DirectoryKind;
  initial: EntryPage;
  initialState: DirectoryListState;
  canWrite: boolean;
};

/** The screen of a directory's list, made from its declaration. */
export function DirectoryList({ kind, canWrite, initial, initialState }: DirectoryListProps) {
  const t = useTranslations('directory');
  const { fields, shown, isLinked } = directoryOf(kind);
  const words = useFieldWords(fields, `directory.${kind}`);
  const filterWords = useFilterWords(entryFilters, 'directory');
  const columns = useMemo(() => entryColumns(t, words, kind), [t, words, kind]);
  const list = useList({
    params: directoryListParams,
    initial,
    initialParams: initialState,
    read: (params) => {
      const input = directoryListInput(params);
      return { queryKey: [...directoryReads(kind), 'list', input], queryFn: () => readEntries(kind, input) };
    },
  });
  const { page } = list;
  const [dialog, setDialog] = useState<{ entry: EntryItem | null } | null>(null);
  const perform = useEntryActions(kind);
  const create = () => setDialog({ entry: null });
  useShortcut('n', t(`${kind}.new`), () => canWrite && create());

  const { entry: entryHref, import: importHref } = directoryRoutes(kind);
  const rowActions = (entry: EntryItem): MenuAction[] => [
    ...(canWrite && entry.archivedAt === null
      ? [
          {
            id: 'edit',
            label: t(shown.length === 0 ? 'rename' : 'edit'),
            icon: <Pencil />,
            onPress: () => setDialog({ entry }),
          },
        ]
      : []),
    ...(isLinked
      ? [{ id: 'coupons', label: t('showCoupons'), icon: <TicketPercent />, href: entryHref(entry.id) }]
      : []),
    ...(canWrite ? [archiveOrRestore(entry)] : []),
  ];
  const archiveOrRestore = (entry: EntryItem): MenuAction =>
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
    label: t('import'),
    icon: <Upload />,
    href: importHref(),
  };

  return (
    <>
      <ListScreen
        title={t(`${kind}.title`)}
        header={{
          subtitle: t(`${kind}.subtitle`),
          action: createButton,
          ...(canWrite && isLinked ? { menu: [importLink] } : {}),
        }}
        name={kind}
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <EmptyState
            title={t(`${kind}.empty.title`)}
            icon={<FolderOpen />}
            action={canWrite && isLinked && <LinkButton href={importLink.href}>{importLink.label}</LinkButton>}
          >
            {t(`${kind}.empty.text`)}
          </EmptyState>
        }
        search={{ param: 'q', placeholder: t('search') }}
        filters={fieldFilters(entryFilters, filterWords)}
        exportControl={
          <ExportButton
            address={exportAddress(kind)}
            kind={pathOf(directories[kind])}
            filter={exportedEntries(list.params)}
          />
        }
        rowActions={rowActions}
        summary={t('page', { page })}
      />
      <EntryDialog
        title={dialog?.entry ? t(`${kind}.editTitle`, { name: dialog.entry.name }) : t(`${kind}.createTitle`)}
        kind={kind}
        entry={dialog?.entry ?? null}
        isOpen={dialog !== null}
        onClose={() => setDialog(null)}
      />
    </>
  );
}
