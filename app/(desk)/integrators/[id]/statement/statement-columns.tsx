import type { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import type { CreditStatement } from '@/lib/domain/sales/credits/list-statement';

type Translate = ReturnType<typeof useTranslations<'integrators.statement'>>;

type StatementEntry = CreditStatement['entries'][number];
type OwnEntry = Omit<StatementEntry, 'actorName'>;

export function statementColumns(t: Translate): TableColumn<StatementEntry>[] {
  const toSale = ({ saleId, reference }: OwnEntry) =>
    saleId && (
      <Link href={routes.sale(saleId)} className="text-link">
        <Mono>{reference}</Mono>
      </Link>
    );
  return [
    ...entryColumns<StatementEntry>(t, toSale),
    { id: 'by', header: t('by'), cell: ({ actorName }) => actorName },
  ];
}

/** As a partner sees it: without links to sales, and without who moved the credit. */
export const ownStatementColumns = (t: Translate): TableColumn<OwnEntry>[] =>
  entryColumns<OwnEntry>(t, ({ reference }) => reference && <Mono>{reference}</Mono>);

function entryColumns<E extends OwnEntry>(t: Translate, sale: (entry: E) => ReactNode): TableColumn<E>[] {
  return [
    { id: 'kind', header: t('kind'), cell: ({ kind }) => <span className="font-medium">{t(`kinds.${kind}`)}</span> },
    { id: 'at', header: t('at'), cell: ({ at }) => <Instant value={at} exact />, onCard: true },
    {
      id: 'amount',
      header: t('amount'),
      cell: (entry) => entry.amountPaisa !== null && <Money paisa={entry.amountPaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'balance',
      header: t('balance'),
      cell: (entry) => entry.balancePaisa !== null && <Money paisa={entry.balancePaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'reference',
      header: t('reference'),
      cell: sale,
    },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason },
  ];
}
