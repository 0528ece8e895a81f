'use client';

import { Download, ScrollText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { formatDay } from '@/lib/core/time';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { CreditStatement } from '@/lib/domain/sales/credits/list-statement';
import { ListScreen } from '../../../list-screen';
import { usePages } from '../../../use-list';
import { IntegratorFrame } from '../integrator-frame';
import { type StatementParams, statementInput, statementParams } from './search-params';
import { statementColumns } from './statement-columns';

type StatementScreenProps = {
  integrator: IntegratorSummary;
  initial: CreditStatement;
  initialParams: StatementParams;
  canWrite: boolean;
};

export function StatementScreen({ integrator, initial, initialParams, canWrite }: StatementScreenProps) {
  const t = useTranslations('integrators.statement');
  const locale = useLocale();
  const tExport = useTranslations('common.export');
  const list = usePages({
    params: statementParams,
    start: { before: null },
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['integrators', integrator.id, 'statement', params],
      queryFn: (): Promise<CreditStatement> =>
        read(deskClient.integrators.statement.$get({ query: asText(integrator.id, params) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const { params } = list;
  const columns = useMemo(() => statementColumns(t), [t]);
  const { from, to } = params;
  const { openingPaisa, closingPaisa, entries, next, previous } = list.data ?? initial;
  const file = new URLSearchParams(asText(integrator.id, { ...params, before: null }));

  return (
    <IntegratorFrame integrator={integrator} canWrite={canWrite}>
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
        name="statement"
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
        exportControl={
          <div className="flex gap-1">
            <LinkButton size="sm" icon={<Download />} href={`/api/desk/integrators/statement.csv?${file}`} download>
              {t('export')}
            </LinkButton>
            <LinkButton size="sm" href={`/api/desk/integrators/statement.csv?${file}&as=xlsx`} download>
              {tExport('xlsx')}
            </LinkButton>
          </div>
        }
        summary={t('summary', { count: entries.length })}
      />
    </IntegratorFrame>
  );
}

/** The query of the statement's address. */
function asText(integratorId: number, params: StatementParams) {
  const entries = Object.entries(statementInput(integratorId, params));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
