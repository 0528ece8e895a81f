'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Download, Square, Trash2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import type { MenuAction } from '@/components/menu-button';
import { PageHeader } from '@/components/page-header';
import { Progress } from '@/components/progress';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { toastError, toastSuccess } from '@/components/toasts';
import type { ExportSummary } from '@/lib/domain/exports/list-exports';
import { useExport } from '../use-export';
import { useWholeList } from '../use-list';
import { deleteExportAction } from './actions';

type ExportItem = Omit<ExportSummary, 'createdAt' | 'keptUntil'> & { createdAt: string; keptUntil: string };
type Listed = { rows: ExportItem[] };

const queryKey = ['exports'];
const tones: Record<ExportItem['state'], Tone> = { queued: 'amber', running: 'accent', done: 'green', failed: 'red' };
const isAtWork = ({ state }: ExportItem) => state === 'queued' || state === 'running';

/** The exports that were too large to wait for: how far they are, and for a day their files. */
export function Exports({ initial }: { initial: Listed }) {
  const t = useTranslations('exports');
  const queryClient = useQueryClient();
  const exportAs = useExport();
  const { data, tableOf } = useWholeList<Listed>({
    read: { queryKey, queryFn: () => read(deskClient.exports.$get()) as Promise<Listed> },
    initial,
    readAgain: (listed) => (listed?.rows.some(isAtWork) ? 1000 : false),
  });
  const columns = useColumns();
  const deleting = useAction(deleteExportAction, {
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
    onSuccess: (result) =>
      result.ok ? toastSuccess(t(result.value.wasMade ? 'deleted' : 'cancelled')) : toastError(refusalText(result)),
    onError: () => toastError(t('failed')),
  });
  const actionsOf = (item: ExportItem): MenuAction[] => {
    const remove = () => deleting.mutate({ id: item.id });
    if (isAtWork(item)) return [{ id: 'cancel', label: t('cancel'), icon: <Square />, onPress: remove }];
    const download = () => void exportAs(`/api/desk/exports/${item.id}`, {});
    return [
      ...(item.state === 'done'
        ? [{ id: 'download', label: t('download'), icon: <Download />, onPress: download }]
        : []),
      { id: 'delete', label: t('delete'), icon: <Trash2 />, tone: 'danger', onPress: remove },
    ];
  };
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        label={t('title')}
        name="exports"
        columns={columns}
        {...tableOf(data.rows)}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <EmptyState title={t('empty.title')} icon={<Download />}>
            {t('empty.text')}
          </EmptyState>
        }
        rowActions={actionsOf}
      />
    </>
  );
}

function useColumns(): TableColumn<ExportItem>[] {
  const t = useTranslations('exports');
  const format = useFormatter();
  return useMemo(
    () => [
      { id: 'name', header: t('list.name'), cell: ({ name }) => <span className="wrap-anywhere">{name}</span> },
      {
        id: 'state',
        header: t('list.state'),
        cell: (item) => (
          <span className="flex flex-col items-start gap-1">
            <StatusBadge tone={tones[item.state]}>{t(`states.${item.state}`)}</StatusBadge>
            {item.failure && <span className="text-13 text-muted">{t(`failures.${item.failure}`)}</span>}
          </span>
        ),
        onCard: true,
      },
      {
        id: 'rows',
        header: t('list.rows'),
        cell: ({ rows, total, name, ...item }) =>
          item.state === 'done' ? (
            format.number(rows)
          ) : (
            <Progress label={t('progress', { name })} value={rows} max={Math.max(total, rows)} />
          ),
        onCard: true,
        className: 'min-w-48',
      },
      {
        id: 'size',
        header: t('list.size'),
        cell: ({ bytes }) =>
          format.number(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
      },
      { id: 'asked', header: t('list.asked'), cell: ({ createdAt }) => <Instant value={createdAt} /> },
      {
        id: 'kept',
        header: t('list.kept'),
        cell: ({ keptUntil, state }) => (state === 'done' ? <Instant value={keptUntil} /> : null),
        onCard: true,
      },
    ],
    [t, format],
  );
}
