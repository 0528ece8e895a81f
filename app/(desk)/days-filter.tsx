'use client';

import { ChevronDown } from 'lucide-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FieldRow } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { calendarDay } from '@/lib/calendar-day';
import { formatDate, zoneName } from '@/lib/time';

export type Days = { from: string | null; to: string | null };
type DaysProps = {
  params: Days;
  narrow: (days: Days) => void;
  /** The dialog's title and its button, naming what is shown: "Show sales". */
  title: string;
  confirm: string;
};

/** Narrows by whole days. */
export function DaysFilter({ title, ...props }: DaysProps) {
  const t = useTranslations('common.days');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('label')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dialog title={title} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <DaysForm {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DaysForm({
  params: { from, to },
  narrow,
  confirm,
  onDone,
}: Omit<DaysProps, 'title'> & { onDone: () => void }) {
  const t = useTranslations('common.days');
  const timeZone = useTimeZone();
  const schema = useMemo(() => {
    const day = z
      .string()
      .refine((text) => calendarDay.safeParse(text).success, t('notADay'))
      .nullable();
    return z
      .object({ from: day, to: day })
      .refine((days) => !days.from || !days.to || days.from <= days.to, { path: ['to'], message: t('backwards') });
  }, [t]);
  const form = useSchemaForm(schema, { from, to });
  return (
    <Form
      form={form}
      guard={false}
      onSubmit={(days) => {
        narrow(days);
        onDone();
      }}
      className="flex flex-col gap-5"
    >
      <FieldRow>
        <TextField control={form.control} name="from" type="date" label={t('from')} optional emptyAsNull />
        <TextField control={form.control} name="to" type="date" label={t('to')} optional emptyAsNull />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={confirm} />
    </Form>
  );
}

const writeDay = (day: string) => formatDate(`${day}T00:00:00Z`, { timeZone: 'UTC' });

/** The days in words, for the chip that takes them off again; null without any. */
export function useDaysText({ from, to }: Days): string | null {
  const t = useTranslations('common.days');
  if (from && to) return from === to ? writeDay(from) : t('fromTo', { from: writeDay(from), to: writeDay(to) });
  if (from) return t('fromOn', { from: writeDay(from) });
  return to && t('upTo', { to: writeDay(to) });
}
