'use client';

import { ChevronDown } from 'lucide-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { zoneName } from '@/lib/core/time';
import { Button } from './button';
import { RadioGroupField } from './choice-field';
import type { Days } from './days-chip';
import { Dialog } from './dialog';
import { Form, SubmitBar, useSchemaForm } from './form';
import { FieldRow } from './form-layout';
import { TextField } from './text-field';

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
      <Dialog title={props.title} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <DaysForm
          {...props}
          onChange={(days, which) => {
            props.onChange(days, which);
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}

function DaysForm<Which extends string>({ submitLabel, days, which, problem, onChange }: DaysFilterProps<Which>) {
  const t = useTranslations('common.days');
  const timeZone = useTimeZone();
  const schema = useMemo(() => {
    const day = z
      .string()
      .refine((text) => calendarDay.safeParse(text).success, t('notADay'))
      .nullable();
    return z
      .object({ which: z.string(), from: day, to: day })
      .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: t('backwards'), abort: true })
      .superRefine((chosen, refinement) => {
        const message = problem?.(chosen);
        if (message) refinement.addIssue({ code: 'custom', path: ['to'], message });
      });
  }, [t, problem]);
  const form = useSchemaForm(schema, { which: which?.value ?? '', from: days.from, to: days.to });
  return (
    <Form
      form={form}
      guard={false}
      onSubmit={({ from, to, which: chosen }) =>
        onChange({ from, to }, which?.choices.find(({ value }) => value === chosen)?.value)
      }
      className="flex flex-col gap-5"
    >
      {which && (
        <RadioGroupField
          control={form.control}
          name="which"
          label={which.label}
          orientation="horizontal"
          choices={which.choices}
        />
      )}
      <FieldRow>
        <TextField control={form.control} name="from" type="date" label={t('from')} optional emptyAsNull />
        <TextField control={form.control} name="to" type="date" label={t('to')} optional emptyAsNull />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={submitLabel} />
    </Form>
  );
}
