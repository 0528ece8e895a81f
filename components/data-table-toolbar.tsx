'use client';

import type { Column } from '@tanstack/react-table';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { InPlaceButton } from './button';
import type { AppliedFilter, Density, features, TableSearch } from './data-table-types';
import { ViewMenu } from './data-table-view-menu';
import { type InPlace, InPlaceLink } from './in-place-link';
import { SearchBox } from './search-box';

type ToolbarProps<Row extends object> = {
  search: TableSearch | undefined;
  filters: AppliedFilter[];
  filterControls: ReactNode;
  clear: InPlace | undefined;
  exportControl: ReactNode;
  columns: Column<typeof features, Row, unknown>[];
  density: Density;
  onDensityChange: (density: Density) => void;
  isUpdating: boolean;
};

export function DataTableToolbar<Row extends object>(props: ToolbarProps<Row>) {
  const { search, filters, filterControls, clear, exportControl, columns, density, onDensityChange, isUpdating } =
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
          {clear && (
            <li>
              <InPlaceButton size="sm" look="quiet" {...clear}>
                {t('clearFilters')}
              </InPlaceButton>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function FilterChip({ label, value, remove }: AppliedFilter) {
  const t = useTranslations('common.table');
  return (
    <InPlaceLink
      {...remove}
      aria-label={t('removeFilter', { label, value })}
      className="touch-44 inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border border-border bg-surface ps-3 pe-2 text-13 hover:bg-default"
    >
      <span className="text-muted">{label}</span>
      <span className="font-medium">{value}</span>
      <X aria-hidden className="size-3.5 shrink-0 text-muted" />
    </InPlaceLink>
  );
}
