'use client';

import { ScrollText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import { Money } from '@/components/money';
import { PageHeader } from '@/components/page-header';
import { StatTile } from '@/components/stat-tile';
import { formatDay } from '@/lib/core/time';
import type { OwnStatement } from '@/lib/domain/sales/credits/list-statement';
import { asQuery } from '../../_fields/filter-params';
import { type StatementParams, spanOf, statementParams } from '../../integrators/[id]/statement/search-params';
import { ownStatementColumns } from '../../integrators/[id]/statement/statement-columns';
import { ListScreen } from '../../list-screen';
import { usePages } from '../../use-list';

type PartnerStatementProps = { initial: OwnStatement; initialParams: StatementParams };

/** What moved the credit of a partner's own company. */
export function PartnerStatement({ initial, initialParams }: PartnerStatementProps) {
  const t = useTranslations('integrators.statement');
  const locale = useLocale();
  const list = usePages({
    params: statementParams,
    start: { before: null },
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['partner', 'statement', params],
      queryFn: (): Promise<OwnStatement> => read(deskClient.partner.statement.$get({ query: asQuery(spanOf(params)) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const columns = useMemo(() => ownStatementColumns(t), [t]);
  const { from, to } = list.params;
  const { openingPaisa, closingPaisa, entries, next, previous } = list.data ?? initial;
  return (
    <>
      <PageHeader title={t('title')} />
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
      <ListScreen
        title={t('title')}
        name="partner-statement"
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
        summary={t('summary', { count: entries.length })}
      />
    </>
  );
}
