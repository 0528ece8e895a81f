import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import type { StatementEntry } from '@/lib/domain/sales/credits/credit-statement.sql';

type Translate = ReturnType<typeof useTranslations<'integrators.statement'>>;

export function statementColumns(t: Translate): TableColumn<StatementEntry>[] {
  return [
    { id: 'kind', header: t('kind'), cell: ({ kind }) => <span className="font-medium">{t(`kinds.${kind}`)}</span> },
    { id: 'at', header: t('at'), cell: ({ at }) => <Instant value={at} exact />, onCard: true },
    {
      id: 'amount',
      header: t('amount'),
      cell: (entry) => <Money paisa={entry.amountPaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'balance',
      header: t('balance'),
      cell: (entry) => <Money paisa={entry.balancePaisa} />,
      numeric: true,
      onCard: true,
    },
    {
      id: 'reference',
      header: t('reference'),
      cell: ({ saleId, reference }) =>
        saleId && (
          <Link href={routes.sale(saleId)} className="text-link">
            <Mono>{reference}</Mono>
          </Link>
        ),
    },
    { id: 'reason', header: t('reason'), cell: ({ reason }) => reason },
    { id: 'by', header: t('by'), cell: ({ actorName }) => actorName },
  ];
}
