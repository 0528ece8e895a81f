'use client';

import { WalletCards } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button, LinkButton } from '@/components/button';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import { shiftFilters } from '@/lib/domain/sales/shifts/filters';
import type { ShiftsPage } from '@/lib/domain/sales/shifts/list-shifts';
import type { ShiftSummary } from '@/lib/domain/sales/shifts/shift-summary';
import { fieldFilters } from '../_fields/field-filters';
import { asQuery } from '../_fields/filter-params';
import { useFilterWords } from '../_fields/use-filter-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import { type ShiftsParams, shiftFilterOf, shiftsInput, shiftsParams } from './search-params';
import { Difference, ShiftStateBadge } from './shift-state';

const OpenShiftDialog = whenNeeded(() => import('./open-shift-dialog').then((module) => module.OpenShiftDialog));

/** `ownId`: the open shift of the person who looks. */
type ShiftsListProps = { initial: ShiftsPage; initialParams: ShiftsParams; ownId: number | null };

export function ShiftsList({ initial, initialParams, ownId }: ShiftsListProps) {
  const t = useTranslations('shifts');
  const words = useFilterWords(shiftFilters, 'shifts');
  const [isOpening, setOpening] = useState(false);
  const list = useList({
    params: shiftsParams,
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['shifts', 'list', params],
      queryFn: () => read(deskClient.shifts.$get({ query: asQuery(shiftsInput(params)) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const columns = useColumns();
  return (
    <>
      <ListScreen
        title={t('title')}
        header={{
          action:
            ownId === null ? (
              <Button look="primary" icon={<WalletCards />} onPress={() => setOpening(true)}>
                {t('open.action')}
              </Button>
            ) : (
              <LinkButton look="primary" icon={<WalletCards />} href={routes.shift(ownId)}>
                {t('own')}
              </LinkButton>
            ),
        }}
        name="shifts"
        list={list}
        columns={columns}
        rowId={({ id }) => id}
        rowName={({ id }) => t('name', { id })}
        empty={
          <EmptyState icon={<WalletCards />} title={t('emptyTitle')}>
            {t('emptyText')}
          </EmptyState>
        }
        filters={fieldFilters(shiftFilters, words)}
        exportControl={
          <ExportButton address="/api/desk/shifts/exports" kind="shifts" filter={shiftFilterOf(list.params)} />
        }
        summary={t('summary', { count: list.table.rows.length })}
      />
      {isOpening && <OpenShiftDialog onClose={() => setOpening(false)} />}
    </>
  );
}

function useColumns(): TableColumn<ShiftSummary>[] {
  const t = useTranslations('shifts');
  return useMemo(
    () => [
      { id: 'shift', header: t('shift'), cell: ({ id }) => t('name', { id }), href: ({ id }) => routes.shift(id) },
      { id: 'state', header: t('state'), cell: ({ state }) => <ShiftStateBadge state={state} />, onCard: true },
      { id: 'seller', header: t('seller'), cell: ({ sellerName }) => sellerName, onCard: true },
      { id: 'opened', header: t('opened'), cell: ({ openedAt }) => <Instant value={openedAt} />, onCard: true },
      { id: 'closed', header: t('closed'), cell: ({ closedAt }) => closedAt && <Instant value={closedAt} /> },
      {
        id: 'difference',
        header: t('difference'),
        cell: ({ differencePaisa }) => differencePaisa !== null && <Difference paisa={differencePaisa} />,
        numeric: true,
        onCard: true,
      },
      { id: 'approved', header: t('approvedBy'), cell: ({ approvedBy }) => approvedBy },
    ],
    [t],
  );
}
