'use client';

import type { ColumnVisibilityState, Updater } from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Density, TableColumn, TableView } from './data-table-types';

type Preferences = { visibility: ColumnVisibilityState; density: Density };

function read(key: string): Partial<Preferences> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return stored && typeof stored === 'object' ? stored : {};
  } catch {
    return {};
  }
}

/** Columns and density as the address has them, else as they were last set in this browser. */
export function useTablePreferences<Row>(name: string, columns: TableColumn<Row>[], view?: TableView) {
  const key = `table:${name}`;
  const byDefault = useMemo(() => columns.filter(({ hidden }) => !hidden).map(({ id }) => id), [columns]);
  const toVisibility = (shown: string[]): ColumnVisibilityState =>
    Object.fromEntries(columns.slice(1).map(({ id }) => [id, shown.includes(id)]));
  const [own, setOwn] = useState<Preferences>(() => ({ visibility: toVisibility(byDefault), density: 'comfortable' }));
  const current: Preferences = {
    visibility: view?.columns ? toVisibility(view.columns) : own.visibility,
    density: view?.density ?? own.density,
  };
  // Several columns may change within one event.
  const latest = useRef(current);

  const report = ({ visibility, density }: Preferences) => {
    const shown = columns.map(({ id }) => id).filter((id) => visibility[id] !== false);
    const isDefault = shown.join() === byDefault.join();
    view?.onChange({ columns: isDefault ? null : shown, density: density === 'comfortable' ? null : density });
  };
  const change = (next: Preferences) => {
    latest.current = next;
    setOwn(next);
    localStorage.setItem(key, JSON.stringify(next));
    report(next);
  };

  useEffect(() => {
    latest.current = current;
  });

  const restore = useRef(() => {
    const stored = read(key);
    const remembered: Preferences = {
      visibility: { ...own.visibility, ...stored.visibility },
      density: stored.density === 'compact' ? 'compact' : 'comfortable',
    };
    setOwn(remembered);
    if (view && !view.columns && !view.density && Object.keys(stored).length > 0) report(remembered);
  });
  useEffect(() => restore.current(), []);

  return {
    ...current,
    setDensity: (density: Density) => change({ ...latest.current, density }),
    setVisibility: (updater: Updater<ColumnVisibilityState>) => {
      const { visibility, density } = latest.current;
      change({ visibility: typeof updater === 'function' ? updater(visibility) : updater, density });
    },
  };
}
