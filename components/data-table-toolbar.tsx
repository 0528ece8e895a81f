'use client';

import type { Column } from '@tanstack/react-table';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from './button';
import type { AppliedFilter, Density, features, TableSearch } from './data-table-types';
import { ViewMenu } from './data-table-view-menu';
import { useShortcut } from './shortcuts';
import { Key } from './shortcuts-help';

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
    <button
      type="button"
      aria-label={t('removeFilter', { label, value })}
      onClick={onRemove}
      className="touch-44 inline-flex h-7 items-center gap-1.5 rounded-full border border-border bg-surface ps-3 pe-2 text-13 hover:bg-default"
    >
      <span className="text-muted">{label}</span>
      <span className="font-medium">{value}</span>
      <X aria-hidden className="size-3.5 text-muted" />
    </button>
  );
}

const settle = 250;

/** Tells the outside once typing has settled, so that not every letter is a request. */
function SearchBox({ value, onChange, placeholder }: TableSearch) {
  const t = useTranslations('common');
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  useShortcut('/', t('shortcuts.search'), () => field.current?.focus());

  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);

  const tell = (next: string) => {
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };

  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => tell(text.trim()), settle);
    return () => clearTimeout(timer);
  });

  const clear = () => {
    setText('');
    tell('');
    field.current?.focus();
  };

  return (
    <div className="relative w-full sm:w-72">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-muted" />
      <input
        ref={field}
        type="search"
        aria-label={placeholder ?? t('table.search')}
        placeholder={placeholder ?? t('table.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell(text.trim());
          if (event.key === 'Escape' && text) {
            event.preventDefault();
            clear();
          }
        }}
        className="input peer h-9 w-full ps-8! pe-9! py-0! md:h-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text ? (
        <span className="absolute inset-y-0 end-0 flex items-center">
          <IconButton size="sm" icon={<X />} label={t('table.clearSearch')} onPress={clear} />
        </span>
      ) : (
        <span aria-hidden className="absolute inset-y-0 end-1.5 hidden items-center peer-focus:hidden md:flex">
          <Key>/</Key>
        </span>
      )}
    </div>
  );
}
