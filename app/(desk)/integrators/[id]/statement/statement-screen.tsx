'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import type { CreditStatement } from '@/lib/domain/sales/credits/list-statement';
import { asQuery } from '../../../_fields/filter-params';
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
  const tExport = useTranslations('common.export');
  const columns = useMemo(() => statementColumns(t), [t]);
  const exportLinks = (params: StatementParams) => {
    const file = new URLSearchParams(asQuery(statementInput(integrator.id, { ...params, before: null })));
    return (
      <div className="flex gap-1">
        <LinkButton size="sm" icon={<Download />} href={`/api/desk/integrators/statement.csv?${file}`} download>
          {t('export')}
        </LinkButton>
        <LinkButton size="sm" href={`/api/desk/integrators/statement.csv?${file}&as=xlsx`} download>
          {tExport('xlsx')}
        </LinkButton>
      </div>
    );
  };

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
        exportControl={exportLinks}
      />
    </IntegratorFrame>
  );
}
