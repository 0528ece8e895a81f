'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from './button';
import type { Days } from './days-chip';
import { whenNeeded } from './when-needed';

const DaysDialog = whenNeeded(() => import('./days-dialog').then((module) => module.DaysDialog));

type DaysFilterProps<Which extends string> = {
  title: string;
  submitLabel: string;
  days: Days;
  /** Which date of a row is meant, where it has several. */
  which?: { label: string; value: Which; choices: { value: Which; label: string }[] };
  /** The message for days that are in order but not accepted; null when they are. */
  problem?: (days: Days) => string | null;
  onChange: (days: Days, which: Which | undefined) => void;
};

/** Filters by whole days in the organization's time zone; both ends are optional. */
export function DaysFilter<Which extends string>(props: DaysFilterProps<Which>) {
  const t = useTranslations('common.days');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('label')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <DaysDialog
        {...props}
        isOpen={isOpen}
        onOpenChange={setOpen}
        onChange={(days, which) => {
          props.onChange(days, props.which?.choices.find(({ value }) => value === which)?.value);
          setOpen(false);
        }}
      />
    </>
  );
}
