'use client';

import type { ReactTable, Row as TableRow } from '@tanstack/react-table';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { SelectBox } from './data-table-selection';
import { SortHeader, sortOf } from './data-table-sort';
import type { Density, features, TableSorting } from './data-table-types';
import { type MenuAction, MenuButton } from './menu-button';
import { SkeletonBar } from './skeleton';

/** Some browsers drop a table's roles once its rows are shown as cards on a phone; explicit roles stay. */
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

/** What scrolls must be focusable, and what is focusable must have a name. */
const scroller = { role: 'region', tabIndex: 0, className: 'overflow-x-auto outline-offset-[-2px]' };

const card = {
  row: 'max-md:grid max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:items-center max-md:px-4 max-md:py-2.5',
  title: 'max-md:col-start-2 max-md:row-start-1 max-md:text-sm md:min-w-40',
  fact: 'max-md:col-span-3 max-md:flex max-md:items-center max-md:justify-between max-md:gap-4 max-md:py-1 max-md:*:min-w-0 max-md:before:text-muted max-md:before:content-[attr(data-label)]',
};

type GridProps<Row extends object> = {
  table: ReactTable<typeof features, Row>;
  label: string;
  rowName: (row: Row) => string;
  isLoading: boolean;
  isStale: boolean;
  density: Density;
  isSelectable: boolean;
  rowActions: ((row: Row) => MenuAction[]) | undefined;
  sorting: TableSorting | undefined;
};

export function DataTableGrid<Row extends object>(props: GridProps<Row>) {
  const { table, label, isLoading, isStale, isSelectable, rowActions, sorting } = props;
  const t = useTranslations('common.table');
  const { wrapper, overflows } = useOverflow();
  const headCell =
    'sticky top-0 z-10 h-9 border-b border-border bg-surface-secondary px-3 text-xs font-medium text-muted first:ps-4 last:pe-4';
  const columns = table.getVisibleLeafColumns();

  return (
    // The header sticks to the page only while no element around it scrolls sideways.
    <div ref={wrapper} {...(overflows ? { ...scroller, 'aria-label': label } : {})}>
      <table
        {...roles.table}
        aria-label={label}
        className="w-full border-separate border-spacing-0 text-13 max-md:block"
      >
        <thead {...roles.group} className="max-md:sr-only">
          <tr {...roles.row}>
            {isSelectable && (
              <th {...roles.header} scope="col" className={`${headCell} w-10 pe-0`}>
                <SelectBox
                  label={t('selectAll')}
                  checked={table.getIsAllRowsSelected()}
                  indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
                  isDisabled={isLoading}
                  onClick={() => table.toggleAllRowsSelected()}
                />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.id}
                {...roles.header}
                scope="col"
                aria-sort={sortOf(column, sorting)}
                className={`${headCell} whitespace-nowrap ${column.columnDef.meta?.numeric ? 'text-end' : 'text-start'} ${column.columnDef.meta?.className ?? ''}`}
              >
                <SortHeader column={column} sorting={sorting} />
              </th>
            ))}
            {rowActions && (
              <th {...roles.header} scope="col" className={`${headCell} w-12`}>
                <span className="sr-only">{t('actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody
          {...roles.group}
          inert={isStale}
          className={`transition-opacity max-md:block max-md:divide-y max-md:divide-separator ${isStale ? 'opacity-85 saturate-50' : ''}`}
        >
          {isLoading ? (
            <SkeletonRows columns={columns.length + (isSelectable ? 1 : 0) + (rowActions ? 1 : 0)} />
          ) : (
            table.getRowModel().rows.map((row) => <GridRow key={row.id} row={row} {...props} />)
          )}
        </tbody>
      </table>
    </div>
  );
}

function GridRow<Row extends object>({
  row,
  table,
  rowName,
  density,
  isSelectable,
  rowActions,
}: GridProps<Row> & { row: TableRow<typeof features, Row> }) {
  const t = useTranslations('common.table');
  const name = rowName(row.original);
  const line = `border-b border-separator px-3 group-last/row:border-b-0 first:ps-4 last:pe-4 max-md:w-auto max-md:min-w-0 max-md:border-0 max-md:p-0 max-md:first:ps-0 max-md:last:pe-0 ${density === 'compact' ? 'md:h-9' : 'md:h-11'}`;
  return (
    <tr
      {...roles.row}
      className={`group/row transition-colors hover:bg-surface-hover data-selected:bg-accent-soft ${card.row}`}
      {...(row.getIsSelected() ? { 'data-selected': true } : {})}
    >
      {isSelectable && (
        <td {...roles.cell} className={`${line} w-10 pe-0 max-md:row-start-1 max-md:pe-3`}>
          <SelectBox
            label={t('selectRow', { name })}
            checked={row.getIsSelected()}
            isDisabled={!row.getCanSelect()}
            onClick={row.getToggleSelectedHandler()}
          />
        </td>
      )}
      {row.getVisibleCells().map((cell) => {
        const meta = cell.column.columnDef.meta;
        const onCard = meta?.isTitle ? card.title : meta?.onCard ? card.fact : 'max-md:hidden';
        return (
          <td
            key={cell.id}
            {...roles.cell}
            {...(meta?.isTitle ? {} : { 'data-label': String(cell.column.columnDef.header) })}
            className={`${line} md:py-1.5 ${onCard} ${meta?.numeric ? 'figures md:text-end' : ''} ${meta?.className ?? ''}`}
          >
            <table.FlexRender cell={cell} />
          </td>
        );
      })}
      {rowActions && (
        <td {...roles.cell} className={`${line} w-12 text-end max-md:col-start-3 max-md:row-start-1 max-md:-me-2`}>
          <MenuButton
            label={t('actionsFor', { name })}
            actions={rowActions(row.original)}
            size="sm"
            nativePlacement="window end"
          />
        </td>
      )}
    </tr>
  );
}

const widths = ['w-32', 'w-20', 'w-24', 'w-16', 'w-28', 'w-14'];

function SkeletonRows({ columns }: { columns: number }) {
  const t = useTranslations('common');
  return Array.from({ length: 8 }, (_, row) => `skeleton-${row}`).map((key, row) => (
    <tr key={key} {...roles.row} className="max-md:flex max-md:flex-col max-md:gap-2 max-md:px-4 max-md:py-3">
      {Array.from({ length: columns }, (_, column) => `${key}-${column}`).map((cell, column) => (
        <td
          key={cell}
          {...roles.cell}
          className="h-11 border-b border-separator px-3 first:ps-4 max-md:h-5 max-md:border-0 max-md:p-0 max-md:nth-[n+4]:hidden"
        >
          {row === 0 && column === 0 && <span className="sr-only">{t('loading')}</span>}
          <SkeletonBar className={`h-3 max-w-[8vw] max-md:max-w-none ${widths[(row + column) % widths.length]}`} />
        </td>
      ))}
    </tr>
  ));
}

function useOverflow() {
  const wrapper = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = wrapper.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    const observer = new ResizeObserver(() => setOverflows(content.scrollWidth > element.clientWidth + 1));
    observer.observe(element);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return { wrapper, overflows };
}
