'use client';

import type { Column } from '@tanstack/react-table';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Chip } from './chip';
import type { AppliedFilter, Density, features, TableSearch } from './data-table-types';
import { ViewMenu } from './data-table-view-menu';
import { SearchBox } from './search-box';

type ToolbarProps<Row extends object> = {
  search: TableSearch | undefined;
  filters: AppliedFilter[];
  filterControls: ReactNode;
  onClear: (() => void) | undefined;
  exportControl: ReactNode;
  columns: Column<typeof features, Row, unknown>[];
  density: Density;
  onDensityChange: (density: Density) => void;
  isUpdating: boolean;
};

export function DataTableToolbar<Row extends object>(props: ToolbarProps<Row>) {
  const { search, filters, filterControls, onClear, exportControl, columns, density, onDensityChange, isUpdating } =
    props;
  const t = useTranslations('common.table');
  return (
    <div className="no-print flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {search && <SearchBox {...search} />}
        {filterControls}
        <div className="ms-auto flex items-center gap-2">
          <span role="status" className="sr-only">
            {isUpdating ? t('updating') : ''}
          </span>
          <ViewMenu columns={columns} density={density} onDensityChange={onDensityChange} />
          {exportControl}
        </div>
      </div>
      {filters.length > 0 && (
        <ul aria-label={t('filters')} className="flex flex-wrap items-center gap-2">
          {filters.map((filter) => (
            <li key={filter.id}>
              <FilterChip {...filter} />
            </li>
          ))}
          {onClear && (
            <li>
              <Button size="sm" look="quiet" onPress={onClear}>
                {t('clearFilters')}
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function FilterChip({ label, value, onRemove }: AppliedFilter) {
  const t = useTranslations('common.table');
  return (
    <Chip label={t('removeFilter', { label, value })} onRemove={onRemove}>
      <span className="shrink-0 text-muted">{label}</span>
      <span className="font-medium">{value}</span>
    </Chip>
  );
}
