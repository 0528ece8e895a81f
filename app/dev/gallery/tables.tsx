'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { StatusBadge } from '@/components/status-badge';
import { longCode, longName, nothing, nowhere } from './samples';
import { Section, Specimen } from './specimen';

type Row = { id: number; code: string; group: string; isActive: boolean; paisa: number };

const rows: Row[] = [
  { id: 1, code: 'WELCOME25', group: 'Everyone', isActive: true, paisa: 200_000 },
  { id: 2, code: longCode, group: longName, isActive: false, paisa: 1_000_000_050 },
  { id: 3, code: 'SUMMER26', group: 'Premium', isActive: true, paisa: -5_000 },
];

const columns: TableColumn<Row>[] = [
  {
    id: 'code',
    header: 'Code',
    cell: ({ code }) => <Mono>{code}</Mono>,
    href: () => '/dev/gallery',
    sort: { ascending: 'code', descending: '-code' },
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ isActive }) => <StatusBadge tone={isActive ? 'green' : 'grey'}>{isActive ? 'Active' : 'Off'}</StatusBadge>,
    onCard: true,
  },
  { id: 'group', header: 'For', cell: ({ group }) => group, onCard: true, className: 'md:min-w-40' },
  { id: 'amount', header: 'Amount', cell: ({ paisa }) => <Money paisa={paisa} />, numeric: true, onCard: true },
  { id: 'changed', header: 'Changed', cell: () => <Instant value="2026-01-31T06:15:00Z" /> },
];

const table = {
  name: 'gallery',
  columns,
  rows: [] as Row[],
  rowId: ({ id }: Row) => id,
  rowName: ({ code }: Row) => code,
  empty: (
    <EmptyState title="No coupons yet" action={<Button look="primary">Create coupon</Button>}>
      A coupon is a rule: how much, how long and for whom.
    </EmptyState>
  ),
};

const filters = [
  { id: 'state', label: 'State', value: 'Active', remove: nowhere },
  { id: 'group', label: 'For', value: longName, remove: nowhere },
];

export function Tables() {
  const [search, setSearch] = useState('');
  return (
    <Section id="tables" title="Tables">
      <Specimen name="DataTable with search, filters, selection, actions and paging" isWide>
        <DataTable
          {...table}
          label="Coupons"
          rows={rows}
          search={{ value: search, onChange: setSearch, placeholder: 'Search the table' }}
          filters={filters}
          clear={nowhere}
          selection={{
            describe: (count) => `${count} selected`,
            actions: () => (
              <Button size="sm" look="danger-quiet">
                Delete
              </Button>
            ),
            canSelect: ({ isActive }) => isActive,
          }}
          rowActions={() => [{ id: 'edit', label: 'Edit', onPress: nothing }]}
          paging={{ next: nowhere, summary: 'Page 1 · 3 coupons' }}
        />
      </Specimen>
      <Specimen name="DataTable, sorted, compact, with an export, between two pages" isWide>
        <DataTable
          {...table}
          label="Coupons, sorted"
          rows={rows}
          sorting={{ value: '-code', to: () => nowhere }}
          view={{ columns: null, density: 'compact', onChange: nothing }}
          exportControl={
            <Button size="sm" icon={<Download />}>
              Export
            </Button>
          }
          paging={{ previous: nowhere, next: nowhere, summary: 'Page 2 · 51 to 53 of 1,204 coupons' }}
        />
      </Specimen>
      <Specimen name="DataTable, first load" isWide>
        <DataTable {...table} label="Coupons, first load" isLoading />
      </Specimen>
      <Specimen name="DataTable, later load" isWide>
        <DataTable {...table} label="Coupons, later load" rows={rows} isStale />
      </Specimen>
      <Specimen name="DataTable, empty" isWide>
        <DataTable {...table} label="Coupons, empty" />
      </Specimen>
      <Specimen name="DataTable, nothing found" isWide>
        <DataTable {...table} label="Coupons, nothing found" filters={filters} clear={nowhere} />
      </Specimen>
      <Specimen name="DataTable, error" isWide>
        <DataTable
          {...table}
          label="Coupons, error"
          error={<ErrorState requestId="0199f3a2-7c1e" onRetry={nothing} />}
        />
      </Specimen>
    </Section>
  );
}
