'use client';

import { useTimeZone, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { zoneName } from '@/lib/core/time';
import { RadioGroupField } from './choice-field';
import { DayField } from './day-field';
import type { Days } from './days-chip';
import { Dialog } from './dialog';
import { Form, SubmitBar, useSchemaForm } from './form';
import { FieldRow } from './form-layout';

type DaysFormProps = {
  submitLabel: string;
  days: Days;
  which?: { label: string; value: string; choices: { value: string; label: string }[] };
  problem?: (days: Days) => string | null;
  onChange: (days: Days, which: string) => void;
};

type DaysDialogProps = DaysFormProps & { title: string; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** The days that a list is narrowed to. */
export function DaysDialog({ title, isOpen, onOpenChange, ...form }: DaysDialogProps) {
  return (
    <Dialog title={title} size="sm" isOpen={isOpen} onOpenChange={onOpenChange}>
      <DaysForm {...form} />
    </Dialog>
  );
}

function DaysForm({ submitLabel, days, which, problem, onChange }: DaysFormProps) {
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
      onSubmit={({ from, to, which: chosen }) => onChange({ from, to }, chosen)}
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
        <DayField control={form.control} name="from" label={t('from')} optional />
        <DayField control={form.control} name="to" label={t('to')} optional />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={submitLabel} />
    </Form>
  );
}
