'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  CirclePause,
  CirclePlay,
  Coins,
  Download,
  KeyRound,
  List,
  Printer,
  RotateCcw,
  ShieldCheck,
  Square,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { EmptyState } from '@/components/empty-state';
import type { MenuAction } from '@/components/menu-button';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import { ExportButton } from '../../../../export-button';
import { ListScreen } from '../../../../list-screen';
import { useList } from '../../../../use-list';
import { cancelBatchAction, pauseBatchAction } from '../batch-actions';
import type { BulkAction } from '../bulk/bulk-dialog';
import { PrintSheet } from '../export/print-sheet';
import { useMaskedExport } from '../export/use-masked-export';
import { useBatchColumns } from './batch-columns';
import { type BatchItem, type BatchPage, batchListQuery, batchLists, isAtWork, whileAtWork } from './batch-queries';
import { batchListParams } from './search-params';

const BulkDialog = whenNeeded(() => import('../bulk/bulk-dialog').then((module) => module.BulkDialog));
const ExportDialog = whenNeeded(() => import('../export/export-dialog').then((module) => module.ExportDialog));
const BatchCostDialog = whenNeeded(() => import('./batch-cost-dialog').then((module) => module.BatchCostDialog));

type BatchesTableProps = {
  couponId: number;
  initial: BatchPage;
  initialAfter: string | null;
  canWrite: boolean;
  canReveal: boolean;
  seesMoney: boolean;
};

export function BatchesTable({ couponId, initial, initialAfter, canWrite, canReveal, seesMoney }: BatchesTableProps) {
  const t = useTranslations('batches');
  const queryClient = useQueryClient();
  const list = useList({
    params: batchListParams,
    initial,
    initialParams: { after: initialAfter },
    read: ({ after }) => batchListQuery(couponId, after),
    readAgain: (page) => whileAtWork(page?.rows),
  });
  const [bulk, setBulk] = useState<BulkAction | null>(null);
  const [exported, setExported] = useState<number | null>(null);
  const [printed, setPrinted] = useState<number | null>(null);
  const [costed, setCosted] = useState<BatchItem | null>(null);
  const columns = useBatchColumns(couponId, seesMoney);
  const exportMasked = useMaskedExport(couponId);
  const refresh = () => queryClient.invalidateQueries({ queryKey: batchLists(couponId) });
  const cancel = useMutation({
    mutationFn: (batchId: number) => cancelBatchAction({ couponId, batchId }),
    onSuccess: (result, id) =>
      result.ok ? toastSuccess(t('list.cancelled', { id })) : toastError(refusalText(result)),
    onError: () => toastError(t('failed.offline')),
    onSettled: refresh,
  });

  const pause = useMutation({
    mutationFn: (change: { batchId: number; paused: boolean }) => pauseBatchAction({ couponId, ...change }),
    onSuccess: (result, { batchId: id, paused }) =>
      result.ok ? toastSuccess(t(paused ? 'list.paused' : 'list.resumed', { id })) : toastError(refusalText(result)),
    onError: () => toastError(t('failed.offline')),
    onSettled: refresh,
  });

  const rowActions = (batch: BatchItem): MenuAction[] => {
    const selection = { filter: { batchId: batch.id } };
    const openBulk = (kind: BulkAction['action']) => () => setBulk({ couponId, action: kind, selection });
    return [
      { id: 'open', label: t('list.action.open'), icon: <List />, href: routes.couponCodes(couponId, batch.id) },
      {
        id: 'export',
        label: t('list.action.export'),
        icon: <Download />,
        onPress: () => exportMasked({ batchId: batch.id }, 'csv'),
      },
      ...(canReveal
        ? [
            {
              id: 'clear',
              label: t('list.action.exportClear'),
              icon: <KeyRound />,
              onPress: () => setExported(batch.id),
            },
            { id: 'print', label: t('list.action.print'), icon: <Printer />, onPress: () => setPrinted(batch.id) },
          ]
        : []),
      ...(canWrite && isAtWork(batch)
        ? [{ id: 'cancel', label: t('list.action.cancel'), icon: <Square />, onPress: () => cancel.mutate(batch.id) }]
        : []),
      ...(canWrite && batch.suspectedAt
        ? [
            {
              id: 'safe',
              label: t('list.action.safe'),
              icon: <ShieldCheck />,
              onPress: () => pause.mutate({ batchId: batch.id, paused: false }),
            },
          ]
        : []),
      ...(canWrite && seesMoney
        ? [{ id: 'cost', label: t('list.action.cost'), icon: <Coins />, onPress: () => setCosted(batch) }]
        : []),
      ...(canWrite && batch.issued > 0
        ? [
            {
              id: 'pause',
              label: t(batch.pausedAt ? 'list.action.resume' : 'list.action.pause'),
              icon: batch.pausedAt ? <CirclePlay /> : <CirclePause />,
              onPress: () => pause.mutate({ batchId: batch.id, paused: !batch.pausedAt }),
            },
            { id: 'restore', label: t('list.action.restore'), icon: <RotateCcw />, onPress: openBulk('restore') },
            {
              id: 'delete',
              label: t('list.action.delete'),
              icon: <Trash2 />,
              tone: 'danger' as const,
              onPress: openBulk('delete'),
            },
          ]
        : []),
    ];
  };

  return (
    <>
      <ListScreen
        title={t('list.label')}
        name="code-batches"
        list={list}
        columns={columns}
        exportControl={
          <ExportButton address="/api/desk/code-batches/exports" kind="code-batches" filter={{ couponId }} />
        }
        rowId={(batch) => batch.id}
        rowName={({ id }) => t('list.name', { id })}
        empty={<EmptyState title={t('list.empty')}>{t('list.emptyText')}</EmptyState>}
        rowActions={rowActions}
        summary={t('list.page', { page: list.page })}
      />
      {bulk && <BulkDialog {...bulk} onClose={() => setBulk(null)} />}
      {costed && (
        <BatchCostDialog couponId={couponId} batch={costed} onDone={refresh} onClose={() => setCosted(null)} />
      )}
      {printed !== null && (
        <PrintSheet couponId={couponId} filter={{ batchId: printed }} onClose={() => setPrinted(null)} />
      )}
      {exported !== null && (
        <ExportDialog couponId={couponId} filter={{ batchId: exported }} onClose={() => setExported(null)} />
      )}
    </>
  );
}
