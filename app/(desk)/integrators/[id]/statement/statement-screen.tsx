'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { CreditStatement } from '@/lib/domain/sales/credits/list-statement';
import { asQuery } from '../../../_fields/filter-params';
import { ExportButton } from '../../../export-button';
import { IntegratorFrame } from '../integrator-frame';
import { type StatementParams, statementInput } from './search-params';
import { statementColumns } from './statement-columns';
import { StatementList } from './statement-list';

type StatementScreenProps = {
  integrator: IntegratorSummary;
  initial: CreditStatement;
  initialParams: StatementParams;
  canWrite: boolean;
};

export function StatementScreen({ integrator, initial, initialParams, canWrite }: StatementScreenProps) {
  const t = useTranslations('integrators.statement');
  const columns = useMemo(() => statementColumns(t), [t]);

  return (
    <IntegratorFrame integrator={integrator} canWrite={canWrite}>
      <StatementList
        name="statement"
        initial={initial}
        initialParams={initialParams}
        read={(params) => ({
          queryKey: ['integrators', integrator.id, 'statement', params],
          queryFn: (): Promise<CreditStatement> =>
            read(deskClient.integrators.statement.$get({ query: asQuery(statementInput(integrator.id, params)) })),
        })}
        columns={columns}
        exportControl={(params) => (
          <ExportButton
            address="/api/desk/integrators/statement/exports"
            kind="statement"
            filter={statementInput(integrator.id, { ...params, before: null })}
          />
        )}
      />
    </IntegratorFrame>
  );
}
