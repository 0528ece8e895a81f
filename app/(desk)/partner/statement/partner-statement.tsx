'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { PageHeader } from '@/components/page-header';
import type { OwnStatement } from '@/lib/domain/sales/credits/list-statement';
import { asQuery } from '../../_fields/filter-params';
import { ExportButton } from '../../export-button';
import { type StatementParams, spanOf } from '../../integrators/[id]/statement/search-params';
import { ownStatementColumns } from '../../integrators/[id]/statement/statement-columns';
import { StatementList } from '../../integrators/[id]/statement/statement-list';

type PartnerStatementProps = { initial: OwnStatement; initialParams: StatementParams };

/** What moved the credit of a partner's own company. */
export function PartnerStatement({ initial, initialParams }: PartnerStatementProps) {
  const t = useTranslations('integrators.statement');
  const columns = useMemo(() => ownStatementColumns(t), [t]);
  return (
    <>
      <PageHeader title={t('title')} />
      <StatementList
        name="partner-statement"
        initial={initial}
        initialParams={initialParams}
        read={(params) => ({
          queryKey: ['partner', 'statement', params],
          queryFn: (): Promise<OwnStatement> =>
            read(deskClient.partner.statement.$get({ query: asQuery(spanOf(params)) })),
        })}
        columns={columns}
        exportControl={(params) => (
          <ExportButton
            address="/api/desk/partner/statement/exports"
            kind="partner-statement"
            filter={spanOf({ ...params, before: null })}
          />
        )}
      />
    </>
  );
}
