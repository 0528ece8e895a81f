'use client';

import { createColumnHelper, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTableGrid } from './data-table-grid';
import { DataTablePaging } from './data-table-paging';
import { useTablePreferences } from './data-table-preferences';
import { SelectionBar } from './data-table-selection';
import { DataTableToolbar } from './data-table-toolbar';
import { type DataTableProps, features, type TableColumn } from './data-table-types';
import { Link } from './link';
import { NothingFound } from './nothing-found';
import { useHeldDuringPress } from './use-held-during-press';

function toDefinitions<Row extends object>(columns: TableColumn<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  return columns.map((column, index) =>
    helper.display({
      id: column.id,
      header: column.header,
      enableHiding: index > 0,
      meta: {
        numeric: column.numeric ?? false,
        onCard: column.onCard ?? false,
        isTitle: index === 0,
        className: column.className ?? '',
        sort: column.sort,
      },
      cell: ({ row }) => {
        const content = column.cell(row.original);
        const href = column.href?.(row.original);
        if (!href) return content;
        return (
          <Link href={href} className="rounded-sm font-medium hover:underline">
            {content}
          </Link>
        );
      },
    }),
  );
}

/**
 * Rows come from outside, a page at a time: it neither sorts nor filters by itself. During a press it stays as it is,
 * whatever arrives.
 */
export function DataTable<Row extends object>(given: DataTableProps<Row>) {
  const props = useHeldDuringPress(given);
  const {
    columns,
    rows,
    rowId,
    selection,
    search,
    filters = [],
    empty,
    error,
    isLoading = false,
    isStale = false,
  } = props;
  const definitions = useMemo(() => toDefinitions(columns), [columns]);
  const preferences = useTablePreferences(props.name, columns, props.view);
  const canSelect = selection?.canSelect;

  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => String(rowId(row)),
    enableRowSelection: canSelect ? (row) => canSelect(row.original) : selection !== undefined,
    state: { columnVisibility: preferences.visibility },
    onColumnVisibilityChange: preferences.setVisibility,
  });

  const isNarrowed = Boolean(search?.value) || filters.length > 0;
  const isEmpty = !isLoading && rows.length === 0;
  const instead = error || (isEmpty ? isNarrowed ? <Nothing {...props} /> : empty : null);
  const selected = selection ? table.getSelectedRowModel().rows.map((row) => row.original) : [];
  const isSelecting = selected.length > 0;
  const clearSelection = () => table.resetRowSelection(true);

  return (
    <div className="flex flex-col gap-3">
      <div className={isSelecting ? 'sticky top-15 z-20 md:top-2' : ''}>
        <div {...(isSelecting ? { inert: true, className: 'invisible' } : {})}>
          <DataTableToolbar
            search={search}
            filters={filters}
            filterControls={props.filterControls}
            clear={props.clear}
            exportControl={props.exportControl}
            columns={table.getAllLeafColumns().filter((column) => column.getCanHide())}
            density={preferences.density}
            onDensityChange={preferences.setDensity}
            isUpdating={isStale}
          />
        </div>
        {selection && isSelecting && (
          <SelectionBar description={selection.describe(selected.length, selected)} onClear={clearSelection}>
            {selection.actions(selected, clearSelection)}
          </SelectionBar>
        )}
      </div>
      <div className="card overflow-clip" aria-busy={isLoading || isStale}>
        {instead ?? (
          <DataTableGrid
            table={table}
            label={props.label}
            rowName={props.rowName}
            isLoading={isLoading}
            isStale={isStale}
            density={preferences.density}
            isSelectable={selection !== undefined}
            rowActions={props.rowActions}
            sorting={props.sorting}
          />
        )}
      </div>
      {props.paging && !isEmpty && !error && <DataTablePaging table={props.label} {...props.paging} />}
    </div>
  );
}

function Nothing<Row>({ search, filters = [], clear }: DataTableProps<Row>) {
  const searched = [
    search?.value ? `“${search.value}”` : '',
    ...filters.map(({ label, value }) => `${label}: ${value}`),
  ];
  return <NothingFound searched={searched} {...(clear ? { clear } : {})} />;
}
