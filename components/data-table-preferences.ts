'use client';

import type { ColumnVisibilityState, Updater } from '@tanstack/react-table';
import { useCallback, useEffect, useState } from 'react';
import type { Density, TableColumn } from './data-table-types';

type Preferences = { visibility: ColumnVisibilityState; density: Density };

function read(key: string): Partial<Preferences> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return stored && typeof stored === 'object' ? stored : {};
  } catch {
    return {};
  }
}

/** Columns and density as this person left them, in this browser. */
export function useTablePreferences<Row>(name: string, columns: TableColumn<Row>[]) {
  const key = `table:${name}`;
  const [preferences, setPreferences] = useState<Preferences>(() => ({
    visibility: Object.fromEntries(columns.filter(({ hidden }) => hidden).map(({ id }) => [id, false])),
    density: 'comfortable',
  }));

  useEffect(() => {
    const stored = read(key);
    setPreferences((current) => ({
      visibility: { ...current.visibility, ...stored.visibility },
      density: stored.density === 'compact' ? 'compact' : 'comfortable',
    }));
  }, [key]);

  const update = useCallback(
    (change: (current: Preferences) => Preferences) => {
      setPreferences((current) => {
        const next = change(current);
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      });
    },
    [key],
  );

  return {
    ...preferences,
    setDensity: (density: Density) => update((current) => ({ ...current, density })),
    setVisibility: (updater: Updater<ColumnVisibilityState>) =>
      update((current) => ({
        ...current,
        visibility: typeof updater === 'function' ? updater(current.visibility) : updater,
      })),
  };
}
