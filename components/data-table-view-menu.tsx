'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Header } from '@heroui/react/header';
import { Label } from '@heroui/react/label';
import type { Column } from '@tanstack/react-table';
import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import type { Density, features } from './data-table-types';

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
    <Dropdown>
      <Button size="sm" icon={<SlidersHorizontal />} className="max-md:hidden">
        {t('view')}
      </Button>
      <Dropdown.Popover placement="bottom end" className="min-w-48">
        <Dropdown.Menu aria-label={t('view')}>
          <Dropdown.Section
            aria-label={t('columns')}
            selectionMode="multiple"
            selectedKeys={visible}
            onSelectionChange={(keys) => {
              for (const column of columns) column.toggleVisibility(keys === 'all' || keys.has(column.id));
            }}
          >
            <Header>{t('columns')}</Header>
            {columns.map((column) => (
              <Dropdown.Item key={column.id} id={column.id} textValue={String(column.columnDef.header)}>
                <Dropdown.ItemIndicator />
                <Label>{String(column.columnDef.header)}</Label>
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Dropdown.Section
            aria-label={t('density')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[density]}
            onSelectionChange={(keys) =>
              onDensityChange(keys !== 'all' && keys.has('compact') ? 'compact' : 'comfortable')
            }
          >
            <Header>{t('density')}</Header>
            {(['comfortable', 'compact'] as const).map((choice) => (
              <Dropdown.Item key={choice} id={choice} textValue={t(choice)}>
                <Dropdown.ItemIndicator />
                <Label>{t(choice)}</Label>
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
