'use client';

import { Scale } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatusBadge, type Tone } from '@/components/status-badge';
import type { ComparisonState, Comparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { ExportButton } from '../../export-button';

type Run = Comparisons['runs'][number];

const tones: Record<ComparisonState, Tone> = { running: 'accent', done: 'green', incomplete: 'amber', stopped: 'red' };

/** The comparisons, newest first, each with the movement of Khalti's balance next to what our sales cost. */
export function ComparisonRuns({ runs }: { runs: Run[] }) {
  const t = useTranslations('comparisons');
  const columns = useColumns();
  return (
    <section aria-label={t('runs.title')}>
      <h2 className="mb-3 text-base font-semibold">{t('runs.title')}</h2>
      <DataTable
        label={t('runs.title')}
        name="comparisons"
        columns={columns}
        exportControl={
          <ExportButton address="/api/desk/suppliers/comparisons/exports" kind="comparisons" filter={{}} />
        }
        rows={runs}
        rowId={({ id }) => id}
        rowName={({ id }) => String(id)}
        empty={
          <EmptyState icon={<Scale />} title={t('runs.emptyTitle')}>
            {t('runs.emptyText')}
          </EmptyState>
        }
      />
      <p className="mt-2 max-w-prose text-13 text-muted">{t('runs.balanceNote')}</p>
    </section>
  );
}

function useColumns(): TableColumn<Run>[] {
  const t = useTranslations('comparisons.runs');
  const number = useFormatter().number;
  return useMemo(() => {
    const count = (id: 'compared' | 'differences'): TableColumn<Run> => ({
      id,
      header: t(id),
      cell: (run) => run.finishedAt && number(run[id]),
      numeric: true,
      onCard: true,
    });
    const money = (id: 'balance' | 'taken' | 'cost'): TableColumn<Run> => ({
      id,
      header: t(id),
      cell: (run) => {
        const paisa = run[`${id}Paisa`];
        return paisa === null ? <span className="text-muted">{t('notRead')}</span> : <Money paisa={paisa} />;
      },
      numeric: true,
      ...(id === 'balance' ? { hidden: true } : { onCard: true }),
    });
    return [
      { id: 'at', header: t('at'), cell: ({ createdAt }) => <Instant value={createdAt} /> },
      { id: 'state', header: t('state'), cell: (run) => <State run={run} />, onCard: true, className: 'min-w-40' },
      {
        id: 'span',
        header: t('span'),
        cell: ({ since, until }) => (
          <span>
            <span className="whitespace-nowrap">
              <Instant value={since} exact /> –
            </span>{' '}
            <Instant value={until} exact />
          </span>
        ),
        onCard: true,
      },
      ...[count('compared'), count('differences'), money('balance'), money('taken'), money('cost')],
      {
        id: 'by',
        header: t('by'),
        cell: ({ askedBy }) => <span className="wrap-anywhere">{askedBy}</span>,
        className: 'min-w-28',
      },
    ];
  }, [t, number]);
}

function State({ run: { state, trouble, unanswered } }: { run: Run }) {
  const t = useTranslations('comparisons.runs');
  return (
    <span className="flex flex-col gap-0.5">
      <span>
        <StatusBadge tone={tones[state]}>{t(`states.${state}`)}</StatusBadge>
      </span>
      {trouble && <span className="max-w-72 text-13 text-muted wrap-anywhere">{trouble}</span>}
      {unanswered > 0 && <span className="text-13 text-muted">{t('unanswered', { count: unanswered })}</span>}
    </span>
  );
}
