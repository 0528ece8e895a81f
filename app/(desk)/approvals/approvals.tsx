'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check, Download, Undo2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { useAction } from '@/app/session/use-action';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import type { MenuAction } from '@/components/menu-button';
import { PageHeader } from '@/components/page-header';
import { toastError, toastSuccess } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { whenNeeded } from '@/components/when-needed';
import { useActivityWords } from '../activity/use-activity-words';
import { ExportButton } from '../export-button';
import { useExport } from '../use-export';
import { useWholeList } from '../use-list';
import { withdrawApprovalAction } from './actions';
import { approvalColumns } from './approval-columns';
import type { ApprovalItem } from './approval-item';
import type { Decision } from './decide-dialog';

const DecideDialog = whenNeeded(() => import('./decide-dialog').then((module) => module.DecideDialog));

type Listed = { rows: ApprovalItem[] };

const queryKey = ['approvals'];
const readAgainMs = 10_000;

/** What was asked for, the newest first: to decide by others, and for the person who asked to see what became of it. */
export function Approvals({ initial }: { initial: Listed }) {
  const t = useTranslations('approvals');
  const words = useActivityWords();
  const refusals = useRefusalWords();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey });
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const { data, tableOf } = useWholeList<Listed>({
    read: { queryKey, queryFn: () => read(deskClient.approvals.$get()) as Promise<Listed> },
    initial,
    readAgain: (listed) => (listed?.rows.some(({ state }) => state === 'waiting') ? readAgainMs : false),
  });
  const columns = useMemo(() => approvalColumns(t, words, refusals), [t, words, refusals]);
  const withdrawing = useAction(withdrawApprovalAction, { onSettled: refresh, onError: () => toastError(t('failed')) });

  const withdraw = async (id: number) => {
    const result = await withdrawing.mutateAsync({ id }).catch(() => null);
    if (result?.ok) toastSuccess(t('withdrawn'));
    else if (result) toastError(result.message);
  };
  const exportAs = useExport();
  const download = (input: Record<string, unknown>) => exportAs('/api/desk/code-exports', input).finally(refresh);

  const actionsOf = (item: ApprovalItem): MenuAction[] => {
    const { id, state, isOwn, exportInput } = item;
    if (exportInput) {
      return [{ id: 'download', label: t('download'), icon: <Download />, onPress: () => void download(exportInput) }];
    }
    if (state !== 'waiting') return [];
    if (isOwn) return [{ id: 'withdraw', label: t('withdraw'), icon: <Undo2 />, onPress: () => void withdraw(id) }];
    return [
      { id: 'approve', label: t('approve.open'), icon: <Check />, onPress: () => setDeciding({ item, to: 'approve' }) },
      { id: 'refuse', label: t('refuse.open'), icon: <X />, onPress: () => setDeciding({ item, to: 'refuse' }) },
    ];
  };

  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        label={t('title')}
        name="approvals"
        columns={columns}
        exportControl={<ExportButton address="/api/desk/approvals/exports" kind="approvals" filter={{}} />}
        {...tableOf(data.rows)}
        rowId={({ id }) => id}
        rowName={({ kind, asker }) => t('rowName', { what: t(`kinds.${kind}`), name: asker })}
        empty={<EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
        rowActions={actionsOf}
      />
      {deciding && (
        <DecideDialog
          {...deciding}
          onClose={() => {
            setDeciding(null);
            void refresh();
          }}
        />
      )}
    </>
  );
}
