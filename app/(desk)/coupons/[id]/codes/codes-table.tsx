'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { QrCode, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { FilterMenu } from '@/components/filter-menu';
import { Instant } from '@/components/instant';
import { MaskedCode } from '@/components/masked-code';
import { type CodeFilterStatus, codeFilterStatuses, codeStatuses } from '@/lib/codes/schemas';
import { type CodeItem, type CodePage, codeListQuery } from './code-queries';
import { CodeStatusBadge } from './code-status';
import { type CodeListState, codeListParams } from './search-params';
import { useCodeActs } from './use-code-acts';

type CodesTableProps = {
  couponId: number;
  initial: CodePage;
  initialState: CodeListState;
  canWrite: boolean;
  canReveal: boolean;
};

export function CodesTable({ couponId, initial, initialState, canWrite, canReveal }: CodesTableProps) {
  const t = useTranslations('codes');
  const [list, setList] = useQueryStates(codeListParams, { history: 'push' });
  const [first] = useState(() => JSON.stringify(initialState));
  const { change, reveal } = useCodeActs(couponId);
  const columns = useColumns(canReveal ? reveal : undefined);
  const query = useQuery({
    ...codeListQuery(couponId, list),
    placeholderData: keepPreviousData,
    ...(JSON.stringify(list) === first ? { initialData: initial } : {}),
  });
  const { rows = [], next = null, previous = null, page = 1, counts } = query.data ?? {};
  const narrow = (status: CodeFilterStatus | null) => void setList({ status, after: null });
  const summary = useSummary(counts);

  return (
    <DataTable
      label={t('column.code')}
      name="codes"
      columns={columns}
      rows={rows}
      rowId={(code) => code.id}
      rowName={({ lastFour }) => t('name', { lastFour })}
      isLoading={query.isPending}
      isStale={query.isPlaceholderData}
      error={query.data || !query.error ? null : <ListError error={query.error} onRetry={() => query.refetch()} />}
      empty={
        <EmptyState title={t('empty.title')} icon={<QrCode />}>
          {t('empty.text')}
        </EmptyState>
      }
      filterControls={
        <FilterMenu
          label={t('filter.status')}
          options={codeFilterStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          value={list.status}
          onChange={narrow}
        />
      }
      filters={
        list.status
          ? [
              {
                id: 'status',
                label: t('filter.status'),
                value: t(`status.${list.status}`),
                onRemove: () => narrow(null),
              },
            ]
          : []
      }
      onClear={() => narrow(null)}
      {...(canWrite
        ? {
            rowActions: (code: CodeItem) => {
              if (code.status === 'deleted') {
                const onPress = () => change('restore', code);
                return [{ id: 'restore', label: t('act.restore'), icon: <RotateCcw />, onPress }];
              }
              // What is sold or redeemed stays.
              if (code.status !== 'available') return [];
              const onPress = () => change('delete', code);
              return [{ id: 'delete', label: t('act.delete'), icon: <Trash2 />, tone: 'danger' as const, onPress }];
            },
          }
        : {})}
      paging={{
        onPrevious: previous === null ? undefined : () => void setList({ after: page === 2 ? null : previous }),
        onNext: next === null ? undefined : () => void setList({ after: next }),
        summary: summary && t('page', { page, counts: summary }),
      }}
    />
  );
}

function useSummary(counts: CodePage['counts'] | undefined): string | undefined {
  const t = useTranslations('codes');
  if (!counts) return undefined;
  const written = codeStatuses.map((status) => {
    const { count, capped } = counts[status];
    return [status, capped ? t('capped', { count }) : count.toLocaleString('en-US')];
  });
  return t('counts', Object.fromEntries(written));
}

function useColumns(reveal: ((code: CodeItem) => Promise<string>) | undefined): TableColumn<CodeItem>[] {
  const t = useTranslations('codes');
  // The table is made anew when its columns are, and a revealed code would hide again.
  const [show] = useState(() => reveal);
  return useMemo(
    () => [
      {
        id: 'code',
        header: t('column.code'),
        cell: (code) => (
          <MaskedCode
            lastFour={code.lastFour}
            name={t('name', { lastFour: code.lastFour })}
            {...(show ? { reveal: () => show(code) } : {})}
          />
        ),
      },
      {
        id: 'status',
        header: t('column.status'),
        cell: (code) => <CodeStatusBadge status={code.status} />,
        onCard: true,
      },
      { id: 'created', header: t('column.created'), cell: (code) => <Instant value={code.createdAt} />, onCard: true },
      { id: 'sold', header: t('column.sold'), cell: (code) => <Maybe at={code.soldAt} /> },
      { id: 'redeemed', header: t('column.redeemed'), cell: (code) => <Maybe at={code.redeemedAt} /> },
      { id: 'deleted', header: t('column.deleted'), cell: (code) => <Maybe at={code.deletedAt} />, hidden: true },
      { id: 'batch', header: t('column.batch'), cell: (code) => code.batchId, numeric: true, hidden: true },
    ],
    [t, show],
  );
}

function Maybe({ at }: { at: string | null }) {
  return at ? <Instant value={at} /> : <span className="text-muted">—</span>;
}

function ListError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return <ErrorState requestId={error instanceof ReadError ? error.requestId : undefined} onRetry={onRetry} />;
}
