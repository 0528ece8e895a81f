'use client';

import { ScrollText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { formatDay } from '@/lib/core/time';
import type { OwnStatement } from '@/lib/domain/sales/credits/list-statement';
import { ListScreen } from '../../../list-screen';
import { type Read, usePages } from '../../../use-list';
import { type StatementParams, statementParams } from './search-params';

type OwnEntry = OwnStatement['entries'][number];
type StatementOf<Entry> = Omit<OwnStatement, 'entries'> & { entries: Entry[] };

type StatementListProps<Entry> = {
  name: string;
  initial: StatementOf<Entry>;
  initialParams: StatementParams;
  read: (params: StatementParams) => Read<StatementOf<Entry>>;
  columns: TableColumn<Entry>[];
  exportControl?: (params: StatementParams) => ReactNode;
};

/** The credit before and after a span of days, and what moved it. */
export function StatementList<Entry extends OwnEntry>(props: StatementListProps<Entry>) {
  const { name, initial, initialParams, read, columns, exportControl } = props;
  const t = useTranslations('integrators.statement');
  const locale = useLocale();
  const start = { before: null };
  const options = { params: statementParams, start, initial, initialParams, read, failedTitle: t('loadFailed') };
  const list = usePages<typeof statementParams, StatementOf<Entry>>(options);
  const { from, to } = list.params;
  const { openingPaisa, closingPaisa, entries, next, previous } = list.data ?? initial;
  return (
    <>
      {openingPaisa === null || closingPaisa === null ? (
        <p className="mb-5 max-w-prose text-13 text-muted">{t('noCharges')}</p>
      ) : (
        <div className="mb-5 grid max-w-xl grid-cols-2 gap-3 sm:gap-4">
          <StatTile
            label={t('opening')}
            value={<Money paisa={openingPaisa} />}
            note={from ? formatDay(from, locale) : t('begin')}
          />
          <StatTile
            label={t('closing')}
            value={<Money paisa={closingPaisa} />}
            note={to ? formatDay(to, locale) : t('today')}
          />
        </div>
      )}
      <ListScreen
        title={t('title')}
        name={name}
        list={{
          ...list,
          table: list.tableOf(list.data?.entries ?? []),
          paging: {
            previous: previous === null ? undefined : list.to(previous),
            next: next === null ? undefined : list.to({ before: next }),
          },
        }}
        columns={columns}
        rowId={(entry) => entry.id}
        rowName={(entry) => t(`kinds.${entry.kind}`)}
        empty={
          <EmptyState icon={<ScrollText />} title={t('emptyTitle')}>
            {t('emptyText')}
          </EmptyState>
        }
        days={{ title: t('days'), submitLabel: t('show') }}
        exportControl={exportControl?.(list.params)}
        summary={t('summary', { count: entries.length })}
      />
    </>
  );
}
