'use client';

import { useTranslations } from 'next-intl';
import { SelectBox } from '@/components/select-box';

/** Rows that have something in common, and how many they are. */
export type RowGroup = { id: string; label: string; rows: number };

type RowFilterProps = {
  groups: RowGroup[];
  chosen: string | null;
  onChange: (id: string | null) => void;
  /** What is shown while none is chosen. */
  none: string;
  /** How many of the chosen ones are in the table, and how many there are. */
  shown: number;
  all: number;
};

/** Chooses by what came of them, and why, which rows of a file are looked at. */
export function RowFilter({ groups, chosen, onChange, none, shown, all }: RowFilterProps) {
  const t = useTranslations('imports');
  return (
    <div className="flex flex-col gap-2">
      <SelectBox
        className="max-w-2xl"
        label={t('show.label')}
        value={chosen}
        none={none}
        options={groups.map(({ id, label, rows }) => ({ value: id, label: t('show.counted', { label, rows }) }))}
        onChange={(id) => onChange(id === null ? null : String(id))}
      />
      <p role="status" className="text-13 text-muted empty:hidden">
        {shown > 0 && all > shown && t('show.some', { shown, all })}
      </p>
    </div>
  );
}
