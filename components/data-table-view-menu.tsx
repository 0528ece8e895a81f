'use client';

import type { Column } from '@tanstack/react-table';
import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import type { Density, features } from './data-table-types';
import { Menu } from './menu';

type ViewMenuProps<Row extends object> = {
  columns: Column<typeof features, Row, unknown>[];
  density: Density;
  onDensityChange: (density: Density) => void;
};

/** Which columns, and how high a row. On a phone rows are cards, so there is nothing to choose. */
export function ViewMenu<Row extends object>({ columns, density, onDensityChange }: ViewMenuProps<Row>) {
  const t = useTranslations('common.table');
  const visible = columns.filter((column) => column.getIsVisible()).map(({ id }) => id);
  return (
    <Menu
      label={t('view')}
      className="min-w-48"
      sections={[
        {
          title: t('columns'),
          entries: columns.map(({ id, columnDef }) => ({ id, label: String(columnDef.header) })),
          choice: {
            mode: 'multiple',
            chosen: visible,
            onChange: (chosen) => {
              for (const column of columns) column.toggleVisibility(chosen.includes(column.id));
            },
          },
        },
        {
          title: t('density'),
          entries: (['comfortable', 'compact'] as const).map((id) => ({ id, label: t(id) })),
          choice: {
            mode: 'single',
            chosen: [density],
            isNeeded: true,
            onChange: ([chosen]) => onDensityChange(chosen === 'compact' ? 'compact' : 'comfortable'),
          },
        },
      ]}
    >
      {(trigger) => (
        <Button size="sm" icon={<SlidersHorizontal />} className="max-md:hidden" {...trigger}>
          {t('view')}
        </Button>
      )}
    </Menu>
  );
}
