import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Progress } from '@/components/progress';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { routes } from '@/lib/core/routes';
import { BatchNote } from './batch-note';
import { type BatchItem, isAtWork } from './batch-queries';

const tones: Record<BatchItem['state'], Tone> = {
  queued: 'amber',
  running: 'accent',
  done: 'green',
  cancelled: 'grey',
  failed: 'red',
};

export function useBatchColumns(couponId: number, seesMoney: boolean): TableColumn<BatchItem>[] {
  const t = useTranslations('batches.list');
  return useMemo(
    () => [
      {
        id: 'batch',
        header: t('column.batch'),
        cell: ({ id }) => t('name', { id }),
        href: ({ id }) => routes.couponCodes(couponId, id),
      },
      {
        id: 'state',
        header: t('column.state'),
        cell: ({ state, pausedAt }) =>
          pausedAt ? (
            <StatusBadge tone="red">{t('state.paused')}</StatusBadge>
          ) : (
            <StatusBadge tone={tones[state]}>{t(`state.${state}`)}</StatusBadge>
          ),
        onCard: true,
      },
      {
        id: 'progress',
        header: t('column.progress'),
        cell: (batch) => <BatchProgress batch={batch} />,
        onCard: true,
        className: 'min-w-56',
      },
      { id: 'kind', header: t('column.kind'), cell: ({ kind }) => t(`kind.${kind}`), onCard: true },
      ...(seesMoney
        ? [
            {
              id: 'cost',
              header: t('column.cost'),
              cell: ({ unitCostPaisa }: BatchItem) =>
                unitCostPaisa === null ? <span className="text-muted">—</span> : <Money paisa={unitCostPaisa} />,
              numeric: true,
            },
          ]
        : []),
      { id: 'by', header: t('column.by'), cell: ({ createdBy }) => createdBy },
      { id: 'created', header: t('column.created'), cell: ({ createdAt }) => <Instant value={createdAt} /> },
      {
        id: 'finished',
        header: t('column.finished'),
        cell: ({ finishedAt }) => (finishedAt ? <Instant value={finishedAt} /> : <span className="text-muted">—</span>),
        hidden: true,
      },
    ],
    [t, couponId, seesMoney],
  );
}

function BatchProgress({ batch }: { batch: BatchItem }) {
  const t = useTranslations('batches.list');
  const { id, issued, requested } = batch;
  return (
    <div className="flex flex-col gap-1 whitespace-normal">
      {isAtWork(batch) ? (
        <Progress label={t('progress', { id })} value={issued} max={requested} />
      ) : (
        <span className="figures">
          {issued.toLocaleString('en-US')}
          {issued !== requested && ` / ${requested.toLocaleString('en-US')}`}
        </span>
      )}
      <BatchNote batch={batch} />
    </div>
  );
}
