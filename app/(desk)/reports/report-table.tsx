'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { Money } from '@/components/money';
import { routes } from '@/lib/core/routes';
import type { ReportFigures } from '@/lib/domain/sales/reports/figures';
import type { ReportGroup } from '@/lib/domain/sales/reports/filters';
import type { SalesReport } from '@/lib/domain/sales/reports/report-sales';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import { knowsCost } from '@/lib/domain/sales/sales/knows-cost';
import { ExportButton } from '../export-button';
import type { ReportQuery } from './search-params';
import { useRowName } from './use-row-name';

type Line = ReportFigures & { id: string; name: string; href: string | null; isTotal: boolean };

type ReportTableProps = {
  report: SalesReport;
  isStale: boolean;
  groupControl: ReactNode;
  exported: ReportQuery;
  empty: ReactNode;
};

export function ReportTable({ report, isStale, groupControl, exported, empty }: ReportTableProps) {
  const t = useTranslations('reports');
  const { by, total } = report;
  const lines = useLines(report);
  const states = total.states.map(({ state }) => state).join(' ');
  const { money } = total;
  const columns = useColumns(by, states, money !== null, (money?.commissionPaisa ?? 0) > 0);
  const uncosted = money?.uncosted ?? 0;
  return (
    <div className="flex flex-col gap-2">
      <DataTable
        label={t(`by.${by}`)}
        name="report"
        columns={columns}
        rows={lines}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        isStale={isStale}
        empty={empty}
        filterControls={groupControl}
        exportControl={
          <ExportButton address="/api/desk/sales/report/exports" kind={`report-${by}`} filter={exported} />
        }
      />
      {uncosted > 0 && <p className="text-13 text-muted">{t('uncosted', { count: uncosted })}</p>}
    </div>
  );
}

/** The rows, what is beyond them, and the total. */
function useLines({ by, rows, rest, total, period }: SalesReport): Line[] {
  const t = useTranslations('reports');
  const nameOf = useRowName(by);
  if (rows.length === 0) return [];
  const days = { from: period.from, to: period.to };
  return [
    ...rows.map((row) => ({
      ...row,
      id: `row-${row.key}`,
      name: nameOf(row),
      href: hrefOf(by, row.key, days),
      isTotal: false,
    })),
    ...(rest ? [{ ...rest, id: 'rest', name: t('rest', { rows: rest.rows }), href: null, isTotal: false }] : []),
    { ...total, id: 'total', name: t('total'), href: routes.salesWith(days), isTotal: true },
  ];
}

const filters: Record<Exclude<ReportGroup, 'day'>, string> = {
  seller: 'sellerId',
  product: 'productId',
  method: 'paymentMethod',
  shift: 'shiftId',
  integrator: 'integratorId',
};

/** The sales of a row, where the list can be narrowed to them. */
function hrefOf(by: ReportGroup, key: string | null, days: { from: string; to: string }): string | null {
  if (key === null || key === 'unstated') return null;
  return routes.salesWith(by === 'day' ? { from: key, to: key } : { ...days, [filters[by]]: key });
}

/** `states`: those that there are, so that the columns stay the same ones while they do. */
function useColumns(by: ReportGroup, states: string, seesMoney: boolean, hasCommission: boolean): TableColumn<Line>[] {
  const t = useTranslations('reports');
  const stateNames = useTranslations('sales.states');
  return useMemo(() => {
    const emphasized = ({ isTotal }: Line, content: ReactNode) =>
      isTotal ? <strong className="font-semibold">{content}</strong> : content;
    const money = (id: 'commission' | 'cost' | 'goodwill' | 'margin', onCard: boolean): TableColumn<Line> => ({
      id,
      header: t(id),
      cell: (line) => {
        if (!line.money) return null;
        const isKnown = id === 'goodwill' || id === 'commission' || knowsCost(line.money.uncosted, line.states);
        if (!isKnown) return <span className="text-muted">{t('notKnown')}</span>;
        return emphasized(line, <Money paisa={line.money[`${id}Paisa`]} />);
      },
      numeric: true,
      onCard,
    });
    return [
      {
        id: 'name',
        header: t(`group.${by}`),
        cell: (line) => emphasized(line, <span className="wrap-anywhere">{line.name}</span>),
        href: ({ href }) => href,
      },
      ...states
        .split(' ')
        .filter((state): state is SaleState => state !== '')
        .map(
          (state): TableColumn<Line> => ({
            id: state,
            header: stateNames(state),
            cell: (line) => {
              const found = line.states.find((one) => one.state === state);
              if (!found) return <span className="text-muted">{t('none')}</span>;
              return (
                <span className="flex flex-col items-end">
                  {emphasized(line, <Money paisa={found.amountPaisa} />)}
                  <span className="text-xs text-muted">{t('sales', { count: found.count })}</span>
                </span>
              );
            },
            numeric: true,
            onCard: state === 'succeeded' || state === 'voided' || state === 'refunded',
          }),
        ),
      ...(seesMoney
        ? [
            ...(hasCommission ? [money('commission', false)] : []),
            money('cost', false),
            money('goodwill', false),
            money('margin', true),
          ]
        : []),
    ];
  }, [t, stateNames, by, states, seesMoney, hasCommission]);
}
